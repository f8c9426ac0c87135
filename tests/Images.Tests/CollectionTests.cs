// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Husk.Images.Content;
using Husk.Images.Snapshots;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Tests;

public sealed class CollectionTests : StoreFixture
{
    [Fact]
    public async Task What_an_image_needs_stays_and_the_rest_goes()
    {
        byte[] shared = Tar("echo shared > s"), own = Tar("echo own > o"), other = Tar("echo other > x");
        (Descriptor kept, ImageManifest keptManifest) = Image(shared, own);
        (Descriptor gone, ImageManifest goneManifest) = Image(shared, other);
        Digest? top = await Unpack(keptManifest);
        await Unpack(goneManifest);
        Store.Content.PutReference(Reference.Parse("kept"), kept);
        Store.Content.PutReference(Reference.Parse("gone"), gone);
        Store.Content.RemoveReference(Reference.Parse("gone"));

        long freed = Store.Collect();

        Assert.True(freed >= other.Length);
        Assert.Equal(new[] { kept.Digest, keptManifest.Config.Digest, Digest.Of(shared), Digest.Of(own) }.OrderBy(
            digest => digest.Hex), Store.Content.Blobs().OrderBy(digest => digest.Hex));
        Assert.Equal(Store.Layers.Chain(top).Select(layer => layer.Chain).OrderBy(digest => digest.Hex),
            Store.Layers.Chains().OrderBy(digest => digest.Hex));
        Assert.Empty(Store.Check(repair: false));
        Assert.Equal(0, Store.Collect());
    }

    [Fact]
    public async Task A_lease_and_a_snapshot_keep_what_no_image_needs()
    {
        byte[] layer = Tar("echo x > x");
        (Descriptor image, ImageManifest manifest) = Image(layer);
        Digest chain = (await Unpack(manifest))!;
        Store.Layers.Prepare("c", Scratch["c"], chain);
        using (Lease lease = Lease.Begin(Store.Content))
        {
            lease.Keep(image.Digest);
            Store.Collect();
            Assert.True(Store.Content.Contains(image.Digest));
            Assert.False(Store.Content.Contains(Digest.Of(layer)));
            Assert.True(Store.Layers.Contains(chain));
        }

        Store.Collect();
        Assert.False(Store.Content.Contains(image.Digest));
        Assert.True(Store.Layers.Contains(chain));

        // A container whose directory somebody removed by hand.
        Directory.Delete(Scratch["c"], recursive: true);
        Store.Collect();
        Assert.False(Store.Layers.Contains(chain));
    }

    [Fact]
    public async Task What_a_killed_process_left_is_removed_and_what_a_living_one_makes_is_not()
    {
        using Ingest living = (await Store.Content.BeginIngestAsync(Digest.Of("living"u8), 6))!;
        using PendingLayer pending = (await Store.Layers.BeginLayerAsync(Digest.Of("chain"u8)))!;
        Shell("cd store; touch images/leases/dead images/ingest/sha256-dead; mkdir -p layers/tmp-dead/diff/etc layers/snapshots; touch images/.tmp-1 images/blobs/sha256/.tmp-2 images/blobs/sha512/.tmp-3 layers/snapshots/.tmp-4");

        Store.Collect();

        Assert.Equal("", Shell("cd store; ls -d images/leases/* images/ingest/*dead layers/tmp-dead $(find . -name .tmp-*) 2>/dev/null || true"));
        living.Write("living"u8);
        living.Commit();
        Assert.True(Store.Content.Contains(Digest.Of("living"u8)));
        Assert.Single(Directory.GetDirectories(Store.Layers.Path, "tmp-*"));
    }

    [Fact]
    public async Task Damage_is_told_and_repaired()
    {
        byte[] layer = Tar("echo x > x");
        (Descriptor image, ImageManifest manifest) = Image(layer);
        Digest chain = (await Unpack(manifest))!;
        Store.Content.PutReference(Reference.Parse("a"), image);
        Assert.Empty(Store.Check(repair: false));
        Shell($"cd store; chmod u+w images/blobs/sha256/*; echo y >> images/blobs/sha256/{Digest.Of(layer).Hex}; rm layers/{chain.Hex}/layer.json");

        Assert.Contains(Store.Check(repair: false),
            line => line.Contains($"blob {Digest.Of(layer)}: its content has another digest"));
        Assert.Contains(
            Store.Check(repair: true), line => line == $"layer {chain}: it does not say what it is: removed");
        string left = Assert.Single(Store.Check(repair: false));
        Assert.Equal($"image a:latest: its blob {Digest.Of(layer)} is not there: pull or load it again", left);

        Store.Content.Add(layer);
        await Unpack(manifest);
        Assert.Empty(Store.Check(repair: false));
    }

    [Fact]
    public async Task Mounts_and_records_of_snapshots_agree()
    {
        (Descriptor image, ImageManifest manifest) = Image(Tar("echo x > x"));
        Store.Content.PutReference(Reference.Parse("a"), image);
        Snapshot lost = await Store.PrepareAsync(manifest, "lost", Scratch["lost"]);
        Snapshot kept = await Store.PrepareAsync(manifest, "kept", Scratch["kept"]);
        lost.Mount();
        kept.Mount();
        try
        {
            Assert.Empty(Store.Check(repair: false));
            Shell("cd store/layers/snapshots; rm lost.json; printf '{' > torn.json");

            Assert.Equal(
                [$"snapshot torn is damaged, its record cannot be read: remove and create it again",
                    $"mount {lost.MergedPath}: it belongs to no snapshot: unmount it"],
                Store.Check(repair: false));
            Assert.Equal(2, Store.Check(repair: true).Count);

            Assert.Empty(Store.Check(repair: false));
            Assert.False(lost.IsMounted);
            Assert.True(kept.IsMounted);
        }
        finally
        {
            lost.Unmount();
            kept.Unmount();
        }
    }
}
