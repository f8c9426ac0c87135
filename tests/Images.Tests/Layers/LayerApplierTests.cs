// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Images.Tar;
using Mono.Unix.Native;

namespace Husk.Images.Tests.Layers;

public sealed class LayerApplierTests : LayerFixture
{
    [Fact]
    public void Files_get_their_owner_mode_time_and_attributes()
    {
        Apply(
            Dir("d") with { Mode = 0x3C0, Uid = 5, Modified = (1_111_111_111, 22) },
            File_("d/f") with
            {
                Mode = 0x9ED,
                Uid = 1000,
                Gid = 1001,
                Modified = (1_234_567_890, 123_456_789),
                Xattrs = [new("security.capability"u8.ToArray(), Capability), new("user.x"u8.ToArray(), [0, 255])],
            },
            Link("d/l", "/etc/passwd") with { Uid = 7, Modified = (99, 1) },
            New("d/null", TarEntryType.CharacterDevice) with { Mode = 0x1B6, Device = (1, 3) },
            New("d/pipe", TarEntryType.Fifo) with { Mode = 0x180, Gid = 3 });

        Syscall.stat(Scratch["root/d/f"], out Stat file);
        Assert.Equal((0x89EDu, 1000u, 1001u, 1_234_567_890L, 123_456_789L),
            ((uint)file.st_mode, file.st_uid, file.st_gid, file.st_mtime, file.st_mtime_nsec));
        Assert.Equal(Capability,
            System.Convert.FromHexString(
                Shell("getfattr -h -n security.capability -e hex --only-values root/d/f | od -An -v -tx1 | tr -d ' \\n'")));
        Syscall.lstat(Scratch["root/d/l"], out Stat link);
        Assert.Equal((7u, 99L, 1L), (link.st_uid, link.st_mtime, link.st_mtime_nsec));
        Syscall.stat(Scratch["root/d"], out Stat directory);
        Assert.Equal((0x43C0u, 5u, 1_111_111_111L, 22L),
            ((uint)directory.st_mode, directory.st_uid, directory.st_mtime, directory.st_mtime_nsec));
        Assert.Equal(
            "character special file 1:3 666\nfifo 0:0 600\n", Shell("stat -c '%F %t:%T %a' root/d/null root/d/pipe"));
    }

    [Fact]
    public void What_the_layers_below_had_and_this_one_takes_away_is_marked_for_overlayfs()
    {
        Apply(
            Dir("d"), File_("d/.wh.gone"), File_("d/.wh..wh..opq"), File_("d/new"),
            // The order does not matter, and what its own layer has is not hidden by a removal.
            File_(".wh.replaced"), Dir("replaced"),
            File_("stays"), File_(".wh.stays"),
            Dir("both"), File_(".wh.both"),
            File_(".wh..wh.plnk/x"));

        Assert.Equal("character special file 0:0\n", Shell("stat -c '%F %t:%T' root/d/gone"));
        foreach (string opaque in (string[])["d", "replaced", "both"])
            Assert.Equal("y", Shell($"getfattr -n trusted.overlay.opaque --only-values root/{opaque}"));
        Assert.Equal("stays", File.ReadAllText(Scratch["root/stays"]));
        Assert.Equal("both\nd\nd/gone\nd/new\nreplaced\nstays\n",
            Shell("cd root; find . -mindepth 1 ! -path '*plnk*' | cut -c3- | sort"));
    }

    [Fact]
    public void A_hard_link_is_one_file()
    {
        Apply(File_("a"), Dir("d"), Hard("d/b", "/a"), Hard("a", "a"));

        Assert.Equal("2 2\n", Shell("stat -c %h root/a root/d/b | xargs"));
        Assert.Equal("a", File.ReadAllText(Scratch["root/d/b"]));
    }

    [Fact]
    public void The_last_of_several_entries_of_one_name_counts_and_the_others_are_not_written_through()
    {
        Apply(File_("a"), Hard("b", "a"), File_("./a") with { Mode = 0x180 }, Link("c", "../outside/kept"), File_("c"),
            Dir("e"), File_("e/f"), File_("e"), Dir("e"), File_("e/g"));

        Assert.Equal("a", File.ReadAllText(Scratch["root/b"]));
        Assert.Equal("./a", File.ReadAllText(Scratch["root/a"]));
        Assert.Equal("c", File.ReadAllText(Scratch["root/c"]));
        Assert.Equal([Scratch["root/e/g"]], Directory.GetFiles(Scratch["root/e"]));
    }

    [Fact]
    public void Names_that_are_no_utf8_are_kept()
    {
        Apply(new TarEntry { Name = [(byte)'a', 0xff, 0xc3], Type = TarEntryType.Directory, Mode = 0x1ED }, new TarEntry
        {
            Name = [(byte)'a', 0xff, 0xc3, (byte)'/', 0x80],
            Type = TarEntryType.Symlink,
            LinkName = [0xfe],
        });

        Assert.Equal("61 ff c3", Shell("ls root | head -c 3 | od -An -tx1").Trim());
        Assert.Equal("fe 0a", Shell("readlink root/*/* | od -An -tx1").Trim());
    }

    [Fact]
    public void A_sparse_file_stays_sparse()
    {
        Shell("truncate -s 20G sparse; printf end >> sparse; tar -S --format=posix -cf sparse.tar sparse");
        using (FileStream archive = File.OpenRead(Scratch["sparse.tar"]))
            Apply(archive);

        Assert.Equal("21474836483", Shell("stat -c %s root/sparse").Trim());
        Assert.Equal("end", Shell("tail -c 3 root/sparse"));
        Assert.True(int.Parse(Shell("du -k root/sparse | cut -f1")) < 100);
    }

    [Fact]
    public void What_speaks_to_overlayfs_is_not_taken_from_a_layer()
    {
        Apply(Dir("d") with
        {
            Xattrs = [new("trusted.overlay.opaque"u8.ToArray(), [(byte)'y']),
                new("trusted.overlay.redirect"u8.ToArray(), "/etc"u8.ToArray())],
        });

        Assert.Equal("", Shell("getfattr -d -m - root/d"));
    }

    [Fact]
    public void An_entry_may_go_through_a_symlink_of_its_layer_that_stays_inside()
    {
        Apply(Dir("usr"), Dir("usr/lib"), Link("lib", "usr/lib"), File_("lib/x"));

        Assert.Equal("lib/x", File.ReadAllText(Scratch["root/usr/lib/x"]));
    }

    private static readonly byte[] Capability =
        System.Convert.FromHexString("0100000200040000000000000000000000000000");
}
