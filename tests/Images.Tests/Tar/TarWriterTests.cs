// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Husk.Images.Tar;
using Husk.Linux.Tests;

namespace Husk.Images.Tests.Tar;

/// <summary>What Husk writes, as GNU tar reads it, and as Husk reads it back.</summary>
public sealed class TarWriterTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void An_archive_is_read_by_tar()
    {
        string name = new('n', 150);
        byte[] archive = Write(
            Entry("dir/", TarEntryType.Directory) with { Mode = 0x1ED },
            Entry("dir/" + name, TarEntryType.Regular) with
            {
                Mode = 0x9ED,
                Uid = 3_000_000_000,
                Gid = 7,
                Modified = (1234567890, 5_000_000),
            },
            Entry("dir/link", TarEntryType.Symlink) with { LinkName = Encoding.UTF8.GetBytes(name) },
            Entry("dir/hard", TarEntryType.HardLink) with { LinkName = Encoding.UTF8.GetBytes("dir/" + name) },
            Entry("dir/null", TarEntryType.CharacterDevice) with { Mode = 0x1B6, Device = (1, 3) });
        File.WriteAllBytes(_scratch["a.tar"], archive);

        string listing =
            Command.Shell($"cd {_scratch.Path} && TZ=UTC tar --numeric-owner --full-time -tvf a.tar | tr -s ' '");

        Assert.Contains($"-rwsr-xr-x 3000000000/7 0 2009-02-13 23:31:30.005 dir/{name}", listing);
        Assert.Contains($"dir/link -> {name}", listing);
        Assert.Contains($"dir/hard link to dir/{name}", listing);
        Assert.Contains("crw-rw-rw- 0/0 1,3", listing);
    }

    [Fact]
    public void Every_field_comes_back()
    {
        TarEntry[] entries =
        [
            Entry("plain", TarEntryType.Regular),
            Entry("ns", TarEntryType.Regular) with
            {
                Modified = (1, 999_999_999),
                Xattrs = [new("user.x"u8.ToArray(), [0, 1, 255, 10])],
            },
            Entry("old", TarEntryType.Regular) with { Modified = (-2, 750_000_000) },
            Entry("older", TarEntryType.Regular) with { Modified = (-1, 1) },
            Entry("far", TarEntryType.Regular) with { Modified = (1L << 40, 0) },
            new TarEntry { Name = [0xff, 0xfe], Type = TarEntryType.Symlink, LinkName = [0x80] },
        ];

        List<(TarEntry Entry, byte[] Content)> back = TarReaderTests.ReadAll(new MemoryStream(Write(entries)));

        Assert.Equal(entries.Length, back.Count);
        for (int i = 0; i < entries.Length; i++)
        {
            Assert.Equal(entries[i].Name, back[i].Entry.Name);
            Assert.Equal(entries[i].LinkName, back[i].Entry.LinkName);
            Assert.Equal(entries[i].Modified, back[i].Entry.Modified);
            Assert.Equal(entries[i].Xattrs, back[i].Entry.Xattrs,
                (a, b) => a.Key.AsSpan().SequenceEqual(b.Key) && a.Value.AsSpan().SequenceEqual(b.Value));
        }
    }

    private static TarEntry Entry(string name, TarEntryType type) => new()
    {
        Name = Encoding.UTF8.GetBytes(name),
        Type = type,
    };

    private static byte[] Write(params TarEntry[] entries)
    {
        var archive = new MemoryStream();
        var writer = new TarWriter(archive);
        foreach (TarEntry entry in entries)
            writer.Begin(entry);
        writer.Finish();
        return archive.ToArray();
    }
}
