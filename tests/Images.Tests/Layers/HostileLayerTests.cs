// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.IO.Compression;
using Husk.Images.Layers;
using Husk.Images.Tar;

namespace Husk.Images.Tests.Layers;

/// <summary>
/// Layers that would write elsewhere. The fixture proves after each that the directory beside the root is as it was.
/// </summary>
public sealed class HostileLayerTests : LayerFixture
{
    [Theory]
    [InlineData("../outside/x")]
    [InlineData("a/../../outside/x")]
    [InlineData("/../outside/x")]
    [InlineData("./../outside/x")]
    [InlineData("..")]
    [InlineData("a/..")]
    public void A_name_that_leads_up_is_refused(string name)
    {
        Assert.Contains($"entry \"{name}\": its name has a \"..\"", Refused(File_(name)));
        Assert.Contains($"entry \"{name}\": its name has a \"..\"", Refused(Dir(name)));
        Assert.Contains("its name has a \"..\"", Refused(Hard("x", name)));
    }

    [Fact]
    public void An_absolute_name_starts_at_the_root_of_the_layer()
    {
        Apply(File_("/x"), File_(Scratch["outside/kept"]));

        Assert.Equal("/x", File.ReadAllText(Scratch["root/x"]));
    }

    [Fact]
    public void An_entry_through_a_symlink_that_leads_out_is_refused()
    {
        foreach (string target in (string[])["../outside", Scratch["outside"], "/etc", "a/../../outside"])
        {
            Assert.Contains("symlink that leads out", Refused(Dir("a"), Link("l", target), File_("l/x")));
            Assert.Contains("symlink that leads out", Refused(Dir("a"), Link("l", target), File_("l/.wh.kept")));
            Assert.Contains("symlink that leads out", Refused(Dir("a"), Link("l", target), File_("l/.wh..wh..opq")));
            Assert.Contains("EXDEV", Refused(Dir("a"), Link("l", target), Hard("x", "l/kept")));
        }
    }

    [Fact]
    public void A_symlink_is_replaced_and_never_written_through()
    {
        Apply(Link("f", Scratch["outside/kept"]), File_("f"), Link("d", Scratch["outside"]), Dir("d"), File_("d/new"));

        Assert.Equal("f", File.ReadAllText(Scratch["root/f"]));
        Assert.Equal("d/new", File.ReadAllText(Scratch["root/d/new"]));
    }

    [Fact]
    public void A_hard_link_to_a_symlink_links_the_symlink()
    {
        Apply(Link("l", Scratch["outside/kept"]), Hard("h", "l"), File_("h"));

        Assert.Equal("h", File.ReadAllText(Scratch["root/h"]));
    }

    [Theory]
    [InlineData(".wh.")]
    [InlineData(".wh...")]
    [InlineData("d/.wh..")]
    public void A_removal_of_no_name_is_refused(string name) =>
        Assert.Contains("removes no name", Refused(Dir("d"), File_(name)));

    [Fact]
    public void A_hard_link_to_what_is_not_there_is_refused()
    {
        Assert.Contains("is no file of this layer", Refused(Hard("a", "b")));
        Assert.Contains("is no file of this layer", Refused(Dir("d"), Hard("a", "d")));
        Assert.Contains("is no file of this layer", Refused(File_(".wh.w"), Hard("a", "w")));
        Assert.Contains("is no file of this layer", Refused(Hard("a", "b/c")));
    }

    [Fact]
    public void A_file_is_no_directory()
    {
        Assert.Contains("its directory is a file of this layer", Refused(File_("a"), File_("a/b")));
    }

    [Fact]
    public void A_device_that_overlayfs_takes_for_a_removal_is_refused() =>
        Assert.Contains("0:0", Refused(New("w", TarEntryType.CharacterDevice)));

    [Fact]
    public void Names_that_the_kernel_does_not_take_are_refused()
    {
        Assert.Contains("ENAMETOOLONG", Refused(File_(new string('n', 256))));
        Assert.Contains(
            "more than 256 parts", Refused(File_(string.Join('/', new string[300]).Replace("/", "d/") + "x")));
    }

    [Fact]
    public void A_bomb_is_refused_before_it_fills_the_disk()
    {
        var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.Optimal, leaveOpen: true))
        {
            var writer = new TarWriter(gzip);
            writer.Begin(File_("zeros") with { Size = 64 << 20 });
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++)
                writer.Write(zeros);
            writer.Finish();
        }

        Assert.Contains("decompression bomb", Unpack(new LayerLimits { RatioFrom = 1 << 20 }).Message);
        Assert.Contains("more than 10000000 bytes", Unpack(new LayerLimits { Bytes = 10_000_000 }).Message);

        ImageException Unpack(LayerLimits limits)
        {
            using var tar = new LayerTar(new MemoryStream(bomb.ToArray()), limits);
            return Assert.Throws<ImageException>(() => tar.CopyTo(Stream.Null));
        }
    }

    [Fact]
    public void Too_many_entries_are_refused()
    {
        using var root =
            Husk.Linux.At.Open(Husk.Linux.BorrowedFd.Cwd, Scratch["root"], Husk.Linux.Syscalls.Abi.O_RDONLY);
        using var applier = new LayerApplier(root);

        ImageException refused = Assert.Throws<ImageException>(
            () => applier.Apply(new TarReader(Archive(File_("a"), File_("b"), File_("c"))), new LayerLimits
            {
                Entries = 2,
            }));

        Assert.Contains("more than 2 entries", refused.Message);
    }

    private string Refused(params TarEntry[] entries)
    {
        Shell("rm -rf root; mkdir root");
        ImageException refused = Assert.Throws<ImageException>(() => Apply(entries));
        Assert.Equal(ImageFault.Refused, refused.Fault);
        return refused.Message;
    }
}
