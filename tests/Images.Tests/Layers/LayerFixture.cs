// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Text;
using Husk.Images.Layers;
using Husk.Images.Tar;
using Husk.Linux;
using Husk.Linux.Tests;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Tests.Layers;

/// <summary>A place to apply layers to, with a directory beside it that none may touch.</summary>
public class LayerFixture : IDisposable
{
    protected ScratchDirectory Scratch { get; } = new();

    protected LayerFixture()
    {
        Directory.CreateDirectory(Scratch["root"]);
        Directory.CreateDirectory(Scratch["outside"]);
        File.WriteAllText(Scratch["outside/kept"], "kept");
    }

    public void Dispose()
    {
        Assert.Equal("kept", File.ReadAllText(Scratch["outside/kept"]));
        Assert.Single(Directory.GetFileSystemEntries(Scratch["outside"]));
        Scratch.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static TarEntry File_(string name) => New(name, TarEntryType.Regular) with { Mode = 0x1A4 };

    protected static TarEntry Dir(string name) => New(name, TarEntryType.Directory) with { Mode = 0x1ED };

    protected static TarEntry Link(string name, string target) => New(name, TarEntryType.Symlink) with
    {
        LinkName = Encoding.UTF8.GetBytes(target),
    };

    protected static TarEntry Hard(string name, string target) => New(name, TarEntryType.HardLink) with
    {
        LinkName = Encoding.UTF8.GetBytes(target),
    };

    protected static TarEntry New(string name, TarEntryType type) => new()
    {
        Name = Encoding.UTF8.GetBytes(name),
        Type = type,
        Modified = (1_000_000_000, 0),
    };

    /// <summary>Every file has its own name as its content.</summary>
    protected static MemoryStream Archive(params TarEntry[] entries)
    {
        var archive = new MemoryStream();
        var writer = new TarWriter(archive);
        foreach (TarEntry entry in entries)
        {
            if (entry.Type == TarEntryType.Regular)
                writer.WriteFile(entry, entry.Name);
            else
                writer.Begin(entry);
        }

        writer.Finish();
        archive.Position = 0;
        return archive;
    }

    protected void Apply(params TarEntry[] entries) => Apply(Archive(entries));

    protected void Apply(Stream archive)
    {
        using OwnedFd root = At.Open(BorrowedFd.Cwd, Scratch["root"], O_RDONLY | O_DIRECTORY);
        using var applier = new LayerApplier(root);
        applier.Apply(new TarReader(archive), LayerLimits.Default);
    }

    protected string Shell(string script) => Command.Shell($"set -e; cd {Scratch.Path}; {script}");
}
