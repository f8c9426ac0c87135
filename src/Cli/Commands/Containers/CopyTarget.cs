// SPDX-License-Identifier: Apache-2.0
using Husk.Engine;
using Husk.Engine.Files;

namespace Husk.Cli.Commands.Containers;

/// <summary>Where a copy goes: a directory that is there, and its name in it.</summary>
internal sealed record CopyTarget(string Directory, string Name)
{
    /// <exception cref="EngineException">It cannot go there (docker's words).</exception>
    public static CopyTarget Of(FileTree tree, string path, CopySource source, string typed)
    {
        bool asksDirectory = path.EndsWith('/') || path.EndsWith("/.", System.StringComparison.Ordinal);
        PathStatus? there = tree.Look(path.TrimEnd('/') is { Length: > 0 } plain ? plain : path, follow: true);
        if (there is { IsDirectory: true })
            return new CopyTarget(path, source.IsContent ? "." : source.Name);
        if (there is not null && source.IsDirectory)
            throw new EngineException(EngineFault.InvalidArgument, "cannot copy directory");
        if (asksDirectory && (there is not null || !source.IsDirectory))
        {
            throw new EngineException(
                EngineFault.NotFound, there is not null ? "not a directory" : $"no such directory: {typed}");
        }
        string whole = path.TrimEnd('/');
        // A link at the end means the file that it leads to, also one that is not there yet.
        for (int links = 0; links < 40 && tree.Look(whole, follow: false) is { LinkTarget: { } target }; links++)
            whole = target.StartsWith('/') ? target : $"{Above(whole)}/{target}";
        string above = Above(whole);
        if (tree.Look(above, follow: true) is not { IsDirectory: true })
        {
            throw new EngineException(EngineFault.NotFound, typed == path
                ? $"invalid output path: directory \"{System.IO.Path.GetFullPath(above)}\" does not exist"
                : $"Could not find the file {above} in container {typed.Split(':')[0]}");
        }
        return new CopyTarget(above, whole[(whole.LastIndexOf('/') + 1)..]);
    }

    private static string Above(string path) => path.LastIndexOf('/') switch
    {
        < 0 => ".",
        0 => "/",
        int slash => path[..slash],
    };
}
