// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Husk.Cli.Commands.Run;

/// <summary>
/// What <c>--env-file</c> and <c>--label-file</c> read: <c>NAME=value</c> a line, <c>#</c> for comments, quotes are
/// part of the value.
/// </summary>
internal static class KeyValueFile
{
    /// <param name="path">The file.</param>
    /// <param name="lookUp">The value of a name without one; null leaves the line out. Null for a file in which such
    /// lines say nothing.</param>
    /// <exception cref="FormatException">It cannot be read, or a line is not of that form.</exception>
    public static IEnumerable<string> Read(string path, Func<string, string?>? lookUp)
    {
        // Neither .NET opens; docker does, or says it so.
        if (path.Length == 0)
            throw new FormatException("open : no such file or directory");
        if (Directory.Exists(path))
            throw new FormatException($"invalid env file ({path}): read {path}: is a directory");
        try
        {
            byte[] text = File.ReadAllBytes(path);
            return Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(text), path, lookUp);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException($"invalid env file ({path}): invalid utf8 bytes");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"open {path}: {Why(e)}");
        }
    }

    internal static List<string> Parse(string text, string path, Func<string, string?>? lookUp)
    {
        var entries = new List<string>();
        foreach (string raw in text.TrimStart('\uFEFF').Split('\n'))
        {
            string line = raw.TrimEnd('\r').TrimStart();
            if (line.Length == 0 || line[0] == '#')
                continue;
            int equals = line.IndexOf('=');
            string name = equals < 0 ? line : line[..equals];
            if (name.Length == 0)
                throw new FormatException($"invalid env file ({path}): no variable name on line '{line}'");
            if (name.AsSpan().IndexOfAny(' ', '\t') >= 0)
                throw new FormatException($"invalid env file ({path}): variable '{name}' contains whitespaces");
            if (equals >= 0)
                entries.Add(line);
            else if (lookUp?.Invoke(line) is { } value)
                entries.Add($"{line}={value}");
        }
        return entries;
    }

    /// <summary>As strerror(3) says it in docker's messages.</summary>
    public static string Why(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file or directory",
        UnauthorizedAccessException => "permission denied",
        _ => failure.Message,
    };
}
