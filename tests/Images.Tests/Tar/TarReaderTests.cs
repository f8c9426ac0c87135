// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Husk.Images.Tar;
using Husk.Linux.Tests;

namespace Husk.Images.Tests.Tar;

/// <summary>What GNU tar and Python wrote, as Husk reads it.</summary>
public sealed class TarReaderTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("v7")]
    [InlineData("oldgnu")]
    [InlineData("gnu")]
    [InlineData("ustar")]
    [InlineData("posix")]
    public void All_formats_of_tar_are_read(string format)
    {
        Shell("mkdir -p d/sub; printf hello > d/file; chmod 4755 d/file; ln d/file d/hard; ln -s file d/link; touch -d @1234567890 d/file");
        Shell($"tar --format={format} --sort=name --owner=12:12 --group=34:34 -cf a.tar d");

        List<(TarEntry Entry, byte[] Content)> entries = Read("a.tar");

        Assert.Equal(["d/", "d/file", "d/hard", "d/link", "d/sub/"], entries.Select(e => Text(e.Entry.Name)));
        TarEntry file = entries[1].Entry;
        Assert.Equal(
            (TarEntryType.Regular, 0x9EDu, 12u, 34u, 5L), (file.Type, file.Mode, file.Uid, file.Gid, file.Size));
        Assert.Equal((1234567890L, 0u), file.Modified);
        Assert.Equal("hello", Text(entries[1].Content));
        Assert.Equal((TarEntryType.HardLink, "d/file"), (entries[2].Entry.Type, Text(entries[2].Entry.LinkName)));
        Assert.Equal((TarEntryType.Symlink, "file"), (entries[3].Entry.Type, Text(entries[3].Entry.LinkName)));
        Assert.Equal(TarEntryType.Directory, entries[4].Entry.Type);
    }

    [Theory]
    [InlineData("gnu")]
    [InlineData("posix")]
    public void Long_names_and_names_that_are_no_utf8_are_kept(string format)
    {
        string part = new('n', 200);
        Shell($"mkdir -p '{part}'; touch '{part}/{part}'; ln -s '{part}/{part}' l; touch \"$(printf 'a\\377b')\"; tar --format={format} --sort=name -cf a.tar '{part}' l a*b");

        List<(TarEntry Entry, byte[] Content)> entries = Read("a.tar");

        Assert.Equal($"{part}/{part}", Text(entries[1].Entry.Name));
        Assert.Equal($"{part}/{part}", Text(entries[2].Entry.LinkName));
        Assert.Equal([(byte)'a', 0xff, (byte)'b'], entries[3].Entry.Name);
    }

    [Theory]
    [InlineData("--format=gnu")]
    [InlineData("--format=posix --sparse-version=0.0")]
    [InlineData("--format=posix --sparse-version=0.1")]
    [InlineData("--format=posix --sparse-version=1.0")]
    public void Sparse_files_have_their_real_name_size_and_places(string format)
    {
        // More than the four segments that fit into a header, and more than the 21 of a block after it.
        Shell("for i in $(seq 0 2 60); do printf 'data%02d' $i | dd of=sparse bs=1 seek=$((i * 65536)) conv=notrunc status=none; done; truncate -s 5000000000 sparse");
        Shell($"tar {format} -S -cf a.tar sparse");

        (TarEntry entry, byte[] content) = Assert.Single(Read("a.tar"));

        Assert.Equal(("sparse", 5_000_000_000L), (Text(entry.Name), entry.Size));
        byte[] data = new byte[62 * 65536];
        int from = 0;
        foreach (TarSegment segment in entry.Segments!)
        {
            content.AsSpan(from, (int)segment.Length).CopyTo(data.AsSpan((int)segment.Offset));
            from += (int)segment.Length;
        }

        for (int i = 0; i <= 60; i += 2)
            Assert.Equal($"data{i:d2}", Text(data[(i * 65536)..(i * 65536 + 6)]));
    }

    [Fact]
    public void Attributes_and_times_to_the_nanosecond_are_read()
    {
        Shell("printf x > f; setfattr -n user.note -v 0x00ff3d0a f; touch -d @1234567890.123456789 f; touch -d @-1.25 g; tar --format=posix --xattrs --xattrs-include='*' --sort=name -cf a.tar f g");

        List<(TarEntry Entry, byte[] Content)> entries = Read("a.tar");

        KeyValuePair<byte[], byte[]> xattr = Assert.Single(entries[0].Entry.Xattrs);
        Assert.Equal(("user.note", "00FF3D0A"), (Text(xattr.Key), Convert.ToHexString(xattr.Value)));
        Assert.Equal((1234567890L, 123456789u), entries[0].Entry.Modified);
        Assert.Equal((-2L, 750000000u), entries[1].Entry.Modified);
    }

    [Fact]
    public void Large_numbers_are_read_in_both_ways_of_writing_them()
    {
        Shell("printf x > f; tar --format=gnu --owner=:3000000000 --group=:3000000001 -cf g.tar f; tar --format=posix --owner=:3000000000 --group=:3000000001 -cf p.tar f");

        foreach (string archive in (string[])["g.tar", "p.tar"])
        {
            TarEntry entry = Assert.Single(Read(archive)).Entry;
            Assert.Equal((3_000_000_000u, 3_000_000_001u), (entry.Uid, entry.Gid));
        }
    }

    [Fact]
    public void Content_that_nobody_reads_is_passed_over()
    {
        Shell("head -c 1000000 /dev/zero > big; printf x > small; tar -cf a.tar big small");
        using FileStream stream = File.OpenRead(_scratch["a.tar"]);
        var reader = new TarReader(stream);

        Assert.Equal("big", Text(reader.Next()!.Name));
        Assert.Equal("small", Text(reader.Next()!.Name));
        Assert.Null(reader.Next());
    }

    [Fact]
    public void A_cut_at_any_place_is_noticed()
    {
        Shell("mkdir d; printf hello > d/f; tar --format=posix --xattrs -cf a.tar d");
        byte[] whole = File.ReadAllBytes(_scratch["a.tar"]);
        int end = 512 * (1 + 1 + 1 + 1 + 2 + 1 + 1);
        Assert.True(whole.AsSpan(end).IndexOfAnyExcept((byte)0) < 0 || whole.Length > end);

        int content = whole.AsSpan().LastIndexOf("hello"u8);
        foreach (int length in (int[])[0, 1, 511, 513, 1000, content, content + 1, content + 511])
        {
            Assert.Throws<TarFormatException>(() => { ReadAll(new MemoryStream(whole, 0, length)); });
        }

        Assert.Equal(2, ReadAll(new MemoryStream(whole, 0, content + 512)).Count);
    }

    private List<(TarEntry Entry, byte[] Content)> Read(string name)
    {
        using FileStream stream = File.OpenRead(_scratch[name]);
        return ReadAll(stream);
    }

    internal static List<(TarEntry Entry, byte[] Content)> ReadAll(Stream stream)
    {
        var entries = new List<(TarEntry, byte[])>();
        var reader = new TarReader(stream);
        while (reader.Next() is { } entry)
        {
            var content = new MemoryStream();
            byte[] buffer = new byte[1000];
            for (int count; (count = reader.Read(buffer)) > 0;)
                content.Write(buffer, 0, count);
            entries.Add((entry, content.ToArray()));
        }

        return entries;
    }

    private void Shell(string script) => Command.Shell($"set -e; cd {_scratch.Path}; {script}");

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
