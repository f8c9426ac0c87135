// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Husk.Architecture;

/// <summary>The files of a checkout that people wrote. Paths are relative, with slashes.</summary>
internal sealed class SourceTree
{
    private static readonly string[] Made = [".git", "bin", "obj", "out", ".vs", ".idea"];

    private readonly string _root;

    public SourceTree(string root)
    {
        _root = Path.GetFullPath(root);
        Files = [.. List(_root).Select(path => Path.GetRelativePath(_root, path)).Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Files { get; }

    public string Read(string path) => File.ReadAllText(Path.Combine(_root, path));

    public string[] Lines(string path) => File.ReadAllLines(Path.Combine(_root, path));

    /// <summary>Files below a folder (empty for all) whose names end in one of the given ways.</summary>
    public IEnumerable<string> Under(string folder, params string[] endings) => Files.Where(path =>
        path.StartsWith(folder, StringComparison.Ordinal)
            && endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)));

    public bool HasFile(string path) => File.Exists(Path.Combine(_root, path));

    public bool HasFileOrFolder(string path) => Path.Exists(Path.Combine(_root, path));

    private static IEnumerable<string> List(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            yield return file;
        }

        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            if (!Made.Contains(Path.GetFileName(inner)) && new DirectoryInfo(inner).LinkTarget is null)
            {
                foreach (string file in List(inner))
                {
                    yield return file;
                }
            }
        }
    }
}
