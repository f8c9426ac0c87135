// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;

namespace Husk.Architecture;

/// <summary>A small tree of files in which one thing is wrong, to show that a check finds it.</summary>
internal sealed class ScratchTree : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("husk-architecture-");

    public SourceTree Tree => new(_root.FullName);

    public ScratchTree With(string path, string text)
    {
        string full = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    public void Dispose() => _root.Delete(recursive: true);
}
