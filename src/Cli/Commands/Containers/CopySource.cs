// SPDX-License-Identifier: Apache-2.0
using Husk.Engine;
using Husk.Engine.Files;
using Husk.Linux;

namespace Husk.Cli.Commands.Containers;

/// <summary>What is copied.</summary>
/// <param name="Path">With its links followed as far as they are to be.</param>
/// <param name="Name">The last part of what was typed: what the copy is called in a directory.</param>
/// <param name="IsDirectory">Whether it is one.</param>
/// <param name="IsContent">Whether only what is in the directory is meant: it ends with <c>/.</c>.</param>
internal sealed record CopySource(string Path, string Name, bool IsDirectory, bool IsContent)
{
    /// <summary>What it is called in an archive that is asked for.</summary>
    public required string OwnName { get; init; }

    /// <exception cref="EngineException">There is no such file (docker's words).</exception>
    public static CopySource Of(FileTree tree, string path, bool follow, string typed)
    {
        bool isContent = path is "." || path.EndsWith("/.", System.StringComparison.Ordinal);
        bool isDirectory = isContent || path.EndsWith('/');
        string plain = path.TrimEnd('.', '/') is { Length: > 0 } rest && isContent ? rest : path.TrimEnd('/');
        if (plain.Length == 0)
            plain = path.StartsWith('/') ? "/" : ".";
        PathStatus? found = tree.Look(plain, follow: false);
        string real = plain;
        // Where the link leads is only known to the tree, which resolves what has a slash and a dot at its end.
        int links;
        for (links = 0;
            (follow || isDirectory) && found is { Type: FileType.Symlink, LinkTarget: { } target } && links < 40;
            links++)
        {
            int slash = real.LastIndexOf('/');
            real = target.StartsWith('/') ? target : slash < 0 ? target : $"{real[..(slash + 1)]}{target}";
            found = tree.Look(real, follow: false);
        }
        if (found is not { } status)
        {
            throw new EngineException(EngineFault.NotFound, typed == path
                ? $"lstat {System.IO.Path.GetFullPath(path)}: no such file or directory"
                : $"Could not find the file {(links > 0 ? "/" + real.TrimStart('/') : path)} in container {typed.Split(':')[0]}");
        }
        if (isDirectory && !status.IsDirectory)
            throw new EngineException(EngineFault.InvalidArgument, $"{path} is not a directory");
        string name = LastOf(plain);
        return new CopySource(real, name, status.IsDirectory, isContent)
        {
            // With --follow-link it is what the link led to, as docker has it.
            OwnName = isContent ? "." : follow ? LastOf(real) : name,
        };
    }

    private static string LastOf(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return name is "" or "." or ".." ? "." : name;
    }
}
