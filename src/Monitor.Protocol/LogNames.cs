// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace Husk.Monitor.Protocol;

/// <summary>The files of a log, beside the one that is written.</summary>
public static class LogNames
{
    /// <summary>A file that was rotated so many times.</summary>
    public static string Rotated(string path, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}.{number}");

    /// <summary>The same, compressed. Where both are there, somebody was killed before he removed the other.</summary>
    public static string Compressed(string path, int number) => Rotated(path, number) + ".gz";

    /// <summary>What is to be a compressed file, and is none yet.</summary>
    public static string Unfinished(string path) => path + ".compressing";
}
