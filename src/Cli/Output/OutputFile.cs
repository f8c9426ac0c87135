// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Engine;
using Husk.Engine.Files;
using Husk.Linux;

namespace Husk.Cli.Output;

/// <summary>
/// The file that <c>--output</c> names: it has its name when it is whole, so that no half an archive is taken for one.
/// Only its owner reads it, since an image may hold what nobody else is to see; both as docker (moby/sys,
/// atomicwriter).
/// </summary>
internal static class OutputFile
{
    /// <param name="path">As the user wrote it.</param>
    /// <param name="otherwise">What fails where it cannot be written.</param>
    /// <exception cref="EngineException">There is something else at the path, or no directory for it; in docker's
    /// words.</exception>
    public static void Check(string path, string otherwise)
    {
        string directory = Path.GetDirectoryName(path) ?? "";
        string? wrong = directory.Length > 0 && !Directory.Exists(directory)
            ? $"invalid output path: stat {directory}: no such file or directory"
            : WhatIsThere(path);
        if (wrong is not null)
            throw new EngineException(EngineFault.InvalidArgument, $"{otherwise}: {wrong}");
    }

    /// <summary>Makes it, whole or not at all.</summary>
    /// <param name="path">As the user wrote it.</param>
    /// <param name="write">Writes what is to be in it.</param>
    public static void Write(string path, Action<Stream> write)
    {
        string fresh = $"{path}.{Environment.ProcessId}.part";
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using (var target = new FileStream(fresh, options))
                write(target);
            File.Move(fresh, path, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    // What is renamed over it would take its place: /dev/null, say.
    private static string? WhatIsThere(string path)
    {
        using FileTree own = FileTree.Own();
        return own.Look(path, follow: false)?.Type switch
        {
            null or FileType.Regular => null,
            FileType.Directory => "cannot write to a directory",
            FileType.Symlink => "cannot write to a symbolic link directly",
            FileType.Fifo => "cannot write to a named pipe (FIFO)",
            FileType.Socket => "cannot write to a socket",
            FileType.CharacterDevice => "cannot write to a character device file",
            _ => "cannot write to a block device file",
        };
    }
}
