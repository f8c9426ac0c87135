// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Husk.Images.Content;
using Husk.Images.Layers;
using Husk.Images.Snapshots;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Tests.Snapshots;

/// <summary>Real overlay mounts, in the mount namespace of the test run; each is taken away again.</summary>
public sealed class SnapshotTests : StoreFixture
{
    [Fact]
    public async Task Layers_lie_on_top_of_each_other_and_what_is_taken_away_is_gone()
    {
        byte[] low = Tar("mkdir etc lib; echo low > etc/a; echo low > etc/b; echo low > lib/x; chmod 2775 etc; chown 5:6 etc; touch -d @1000000000 etc");
        byte[] middle = Tar("mkdir etc lib; touch etc/.wh.a; echo new > etc/c; touch lib/.wh..wh..opq; echo new > lib/y; chmod 2775 etc; chown 5:6 etc");
        (_, ImageManifest manifest) = Image(low, middle);
        Digest? top = await Unpack(manifest);

        Snapshot snapshot = Store.Layers.Prepare("c1", Scratch["c1"], top);
        snapshot.Mount();
        try
        {
            Assert.Equal(
                "etc\netc/b\netc/c\nlib\nlib/y\n", Shell("cd c1/merged; find . -mindepth 1 | cut -c3- | sort"));
            Shell("cd c1/merged; echo mine > etc/b; rm etc/c; mkdir etc/c; echo deep > etc/c/deep; rm -r lib; mkdir lib");
        }
        finally
        {
            Assert.True(snapshot.Unmount());
        }

        Assert.Equal("low\n", File.ReadAllText(Store.Layers.DiffPath(Store.Layers.Chain(top)[1].Chain) + "/etc/b"));
        using Lease lease = Lease.Begin(Store.Content);
        (Layer committed, Descriptor blob) = Store.Layers.Commit(snapshot, Store.Content, lease);
        Assert.Equal(top, committed.Parent);
        File.WriteAllBytes(Scratch["layer.tgz"], Store.Content.ReadAll(blob.Digest));
        Assert.Equal("etc/\netc/b\netc/c/\netc/c/.wh..wh..opq\netc/c/deep\nlib/\nlib/.wh..wh..opq\n",
            Shell("tar tzf layer.tgz"));

        Snapshot second = Store.Layers.View("c2", Scratch["c2"], committed.Chain);
        second.Mount();
        try
        {
            Assert.Equal(
                "etc\netc/b\netc/c\netc/c/deep\nlib\n", Shell("cd c2/merged; find . -mindepth 1 | cut -c3- | sort"));
            Assert.Equal("2775 5 6", Shell("stat -c '%a %u %g' c2/merged/etc").Trim());
            Assert.Contains("Read-only file system", Shell("touch c2/merged/x 2>&1 || true"));
        }
        finally
        {
            Assert.True(Store.Layers.Remove("c2"));
        }

        Assert.Empty(Directory.GetFileSystemEntries(Scratch["c2"]));
        Assert.True(Store.Layers.Remove("c1"));
        Assert.DoesNotContain(Scratch.Path, File.ReadAllText("/proc/self/mountinfo"));
    }

    [Fact]
    public async Task An_image_of_120_layers_is_mounted()
    {
        byte[][] layers = [.. Enumerable.Range(0, 120).Select(i => LayerOf($"f{i}", $"{i}"))];
        (_, ImageManifest manifest) = Image(layers);
        Digest? top = await Unpack(manifest);

        foreach (string kind in (string[])["prepared", "view"])
        {
            Snapshot snapshot = kind == "view"
                ? Store.Layers.View(kind, Scratch[kind], top)
                : Store.Layers.Prepare(kind, Scratch[kind], top);
            snapshot.Mount();
            try
            {
                Assert.Equal(121, Directory.GetFiles(snapshot.MergedPath).Length);
                Assert.Equal("119", File.ReadAllText(snapshot.MergedPath + "/same"));
            }
            finally
            {
                Store.Layers.Remove(kind);
            }
        }
    }

    [Fact]
    public void A_snapshot_on_top_of_nothing_is_an_empty_directory()
    {
        Snapshot snapshot = Store.Layers.Prepare("scratch", Scratch["c"], null);
        snapshot.Mount();
        try
        {
            Assert.Empty(Directory.GetFileSystemEntries(snapshot.MergedPath));
            File.WriteAllText(snapshot.MergedPath + "/x", "12345");
        }
        finally
        {
            snapshot.Unmount();
        }

        Assert.Equal((5L, 1L), LayerStore.Usage(snapshot));
        Assert.Throws<ImageException>(() => { Store.Layers.Prepare("scratch", Scratch["d"], null); });
        Assert.Equal(Scratch["c"], Store.Layers.FindSnapshot("scratch")!.Directory);
        Store.Layers.Remove("scratch");
        Assert.Null(Store.Layers.FindSnapshot("scratch"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData(".x")]
    [InlineData("a/b")]
    public void A_key_is_a_file_name(string key) =>
        Assert.Equal(ImageFault.InvalidArgument,
            Assert.Throws<ImageException>(() => { Store.Layers.Prepare(key, Scratch["c"], null); }).Fault);

    [Fact]
    public void A_snapshot_of_layers_that_are_not_there_is_refused() =>
        Assert.Equal(ImageFault.NotFound,
            Assert.Throws<ImageException>(() => { Store.Layers.Prepare("x", Scratch["c"], Digest.Of("no"u8)); }).Fault);

    [Fact]
    public async Task A_directory_that_a_layer_does_not_mention_looks_as_below()
    {
        byte[] low =
            Tar("mkdir -p a/b; chown 7:8 a/b; chmod 1777 a/b; setfattr -n user.k -v v a/b; touch -d @1111111111.5 a/b");
        Shell("rm -rf t; mkdir -p t/a/b; echo x > t/a/b/x; tar -C t -cf high.tar a/b/x");
        (_, ImageManifest manifest) = Image(low, File.ReadAllBytes(Scratch["high.tar"]));
        string diff = Store.Layers.DiffPath((await Unpack(manifest))!);

        Assert.Equal("1777 7 8 1111111111", Shell($"stat -c '%a %u %g %Y' {diff}/a/b").Trim());
        Assert.Equal("v", Shell($"getfattr --absolute-names -n user.k --only-values {diff}/a/b"));
    }

    [Fact]
    public async Task Equal_layers_are_unpacked_once_and_names_tell_what_lies_below()
    {
        byte[] one = LayerOf("one", "1"), two = LayerOf("two", "2");
        (_, ImageManifest both) = Image(one, two);
        (_, ImageManifest alone) = Image(one);
        Digest? top = await Unpack(both);
        string before = Shell($"stat -c %i {Store.Layers.DiffPath(Digest.Of(one))}/one");

        Assert.Equal(Digest.Of(one), await Unpack(alone));

        Assert.Equal(before, Shell($"stat -c %i {Store.Layers.DiffPath(Digest.Of(one))}/one"));
        Assert.Equal(ChainId.Of(Digest.Of(one), Digest.Of(two)), top);
        Assert.Equal(
            Shell($"printf '{Digest.Of(one)} {Digest.Of(two)}' | sha256sum | cut -d' ' -f1").Trim(), top!.Hex);
        Assert.Equal(2, Store.Layers.Chains().Count());
    }

    [Fact]
    public async Task A_layer_that_is_not_what_the_configuration_says_is_refused_and_nothing_stays()
    {
        byte[] layer = LayerOf("a", "a");
        (_, ImageManifest manifest) = Image(layer, LayerOf("b", "b"));
        ImageManifest swapped = manifest with { Layers = [manifest.Layers[0], manifest.Layers[0]] };

        ImageException refused = await Assert.ThrowsAsync<ImageException>(() => Unpack(swapped));

        Assert.Equal(ImageFault.Corrupt, refused.Fault);
        Assert.Contains("the image's configuration says", refused.Message);
        Assert.DoesNotContain(Directory.GetDirectories(Store.Layers.Path), directory => directory.Contains("tmp-"));
    }

    [Fact]
    public async Task Two_unpack_the_same_image_at_once()
    {
        (_, ImageManifest manifest) =
            Image([.. Enumerable.Range(0, 12).Select(i => LayerOf($"f{i}", new string('x', 100_000)))]);
        using ImageStore second = ImageStore.Open(Store.Path);
        using Lease lease = Lease.Begin(second.Content);

        Digest?[] tops = await Task.WhenAll(Unpack(manifest), second.UnpackAsync(manifest, lease));

        Assert.Equal(tops[0], tops[1]);
        Assert.Equal(12, Store.Layers.Chain(tops[0]).Count);
        Assert.Empty(Store.Check(repair: false));
    }

    private byte[] LayerOf(string name, string content)
    {
        var archive = new MemoryStream();
        var writer = new Husk.Images.Tar.TarWriter(archive);
        foreach (string file in new HashSet<string> { name, "same" })
        {
            writer.WriteFile(new Husk.Images.Tar.TarEntry
            {
                Name = System.Text.Encoding.ASCII.GetBytes(file),
                Type = Husk.Images.Tar.TarEntryType.Regular,
                Mode = 0x1A4,
            }, System.Text.Encoding.ASCII.GetBytes(content));
        }
        writer.Finish();
        return archive.ToArray();
    }
}
