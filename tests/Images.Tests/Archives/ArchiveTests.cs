// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Husk.Images.Archives;
using Husk.Images.Content;
using Husk.Linux;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Tests.Archives;

/// <summary>Archives to and from skopeo and podman: whoever writes and whoever reads, the digests are the
/// same.</summary>
public sealed class ArchiveTests : StoreFixture
{
    private static readonly Reference Name = Reference.Parse("example.com/team/app:1.2");

    [Fact]
    public async Task What_is_saved_is_loaded_with_the_same_digests()
    {
        (Descriptor image, ImageManifest manifest) = Image(Tar("echo a > a"), Tar("echo b > b"));
        using var archive = new MemoryStream(Save((image, Name), (image, Reference.Parse("app"))));
        using ImageStore second = ImageStore.Open(Scratch["second"]);

        IReadOnlyList<LoadedImage> loaded = await new ImageLoader(second).LoadAsync(archive);

        Assert.Equal([Name.ToString(), "docker.io/library/app:latest"], loaded.Select(one => one.Name!.ToString()));
        Assert.Equal(image.Digest, second.Content.Resolve(Name)!.Digest);
        Assert.Equal(Store.Content.Blobs().Select(blob => blob.Hex).Order(),
            second.Content.Blobs().Select(blob => blob.Hex).Order());
        Assert.Equal(2, second.Layers.Chains().Count());
        Assert.Empty(second.Check(repair: false));
        Assert.Equal(Save((image, Name)), Save((image, Name)));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("bzip2")]
    public async Task A_compressed_archive_is_loaded(string program)
    {
        (Descriptor image, _) = Image(Tar("echo a > a"));
        File.WriteAllBytes(Scratch["a.tar"], Save((image, Name)));
        Shell($"{program} -c a.tar > a.compressed");
        using ImageStore second = ImageStore.Open(Scratch["second"]);

        Assert.Equal(image.Digest,
            Assert.Single(
                await new ImageLoader(second).LoadAsync(File.OpenRead(Scratch["a.compressed"]))).Image.Digest);
    }

    [Fact]
    public void Skopeo_reads_an_archive_as_docker_s_and_as_the_oci_s()
    {
        (Descriptor image, ImageManifest manifest) = Image(Tar("mkdir bin; echo x > bin/sh"), Tar("echo b > b"));
        File.WriteAllBytes(Scratch["a.tar"], Save((image, Name)));

        Shell("skopeo --insecure-policy copy -q docker-archive:a.tar dir:d1; skopeo --insecure-policy copy -q oci-archive:a.tar dir:d2");

        Assert.True(File.Exists(Scratch["d1/" + manifest.Config.Digest.Hex]));
        Assert.Equal(image.Digest.Hex, Shell("sha256sum d2/manifest.json | cut -d' ' -f1").Trim());
        Assert.Equal("example.com/team/app:1.2",
            JsonDocument.Parse(Shell("tar xOf a.tar manifest.json")).RootElement[0].GetProperty("RepoTags")[0]
            .GetString());
    }

    [Fact]
    public void Podman_loads_what_was_saved_under_the_same_id()
    {
        (Descriptor image, ImageManifest manifest) = Image(Tar("mkdir bin; echo x > bin/sh"));
        File.WriteAllBytes(Scratch["a.tar"], Save((image, Name)));

        Assert.Contains("example.com/team/app:1.2", Podman("load -q -i a.tar"));
        Assert.Equal("sha256:" + manifest.Config.Digest.Hex, Podman("images --no-trunc --format '{{.ID}}'").Trim());
    }

    [Theory]
    [InlineData("docker-archive")]
    [InlineData("oci-archive")]
    public async Task What_podman_saves_is_loaded_under_the_same_id(string format)
    {
        Tar("mkdir etc; echo x > etc/x; ln etc/x etc/y; setfattr -n user.k -v v etc/x");
        Podman("import -q tree.tar example.com/imported:7");
        string id = Podman("images --no-trunc --format '{{.ID}}'").Trim();
        Podman($"save -q --format {format} -o p.tar example.com/imported:7");

        LoadedImage loaded = Assert.Single(await new ImageLoader(Store).LoadAsync(File.OpenRead(Scratch["p.tar"])));

        Assert.Equal("example.com/imported:7", loaded.Name!.ToString());
        ImageManifest manifest = Store.ReadManifest(Store.ManifestOf(loaded.Image));
        Assert.Equal(id, manifest.Config.Digest.ToString());
        Digest chain = Store.Layers.Chains().Single();
        Assert.Equal("x\n", File.ReadAllText(Store.Layers.DiffPath(chain) + "/etc/y"));
        Assert.Empty(Store.Check(repair: false));
    }

    [Fact]
    public async Task An_archive_of_docker_before_25_is_loaded()
    {
        byte[] layer = Tar("echo a > a");
        (_, ImageManifest manifest) = Image(layer, layer);
        File.WriteAllBytes(Scratch["config"], Store.Content.ReadAll(manifest.Config.Digest));
        Shell($$"""
            rm -rf old; mkdir -p old/1111 old/2222; cp tree.tar old/1111/layer.tar; ln -s ../1111/layer.tar old/2222/layer.tar
            cp config old/{{manifest.Config.Digest.Hex}}.json; echo 1.0 > old/1111/VERSION; echo '{}' > old/1111/json; echo '{}' > old/repositories
            echo '[{"Config":"{{manifest.Config.Digest.Hex}}.json","RepoTags":["busybox:old"],"Layers":["1111/layer.tar","2222/layer.tar"]}]' > old/manifest.json
            tar -C old -cf old.tar .
            """);
        using ImageStore second = ImageStore.Open(Scratch["second"]);

        LoadedImage loaded = Assert.Single(await new ImageLoader(second).LoadAsync(File.OpenRead(Scratch["old.tar"])));

        Assert.Equal("busybox:old", loaded.Name!.Familiar);
        Assert.Equal(manifest.Config.Digest, second.ReadManifest(loaded.Image).Config.Digest);
        Assert.Equal(2, second.Layers.Chains().Count());
        second.Collect();
        Assert.Equal(3, second.Content.Blobs().Count());
    }

    [Fact]
    public async Task Skopeo_and_umoci_read_and_write_the_store_as_it_is()
    {
        (Descriptor image, ImageManifest manifest) =
            Image(Tar("mkdir bin; echo x > bin/sh; setfattr -n user.k -v v bin/sh"));
        Store.Content.PutReference(Name, image);

        Assert.Equal(image.Digest.ToString(),
            JsonDocument.Parse(Shell($"skopeo --insecure-policy inspect oci:store/images:{Name}")).RootElement.GetProperty("Digest").GetString());
        Assert.Equal($"{Name}\n", Shell("umoci ls --layout store/images"));
        Shell($"umoci unpack --image store/images:{Name} bundle");
        Assert.Equal("x\n", File.ReadAllText(Scratch["bundle/rootfs/bin/sh"]));

        Shell($"skopeo --insecure-policy copy -q oci:store/images:{Name} oci:store/images:copied:2; echo y > bundle/rootfs/new; umoci repack --image store/images:example.com/repacked:3 bundle");
        Assert.Equal(image.Digest, Store.Content.Resolve(Reference.Parse("copied:2"))!.Digest);
        Descriptor repacked = Store.Content.Resolve(Reference.Parse("example.com/repacked:3"))!;
        Assert.Equal(2, Store.Layers.Chain(await Unpack(Store.ReadManifest(repacked))).Count);

        Store.Collect();
        Assert.Empty(Store.Check(repair: false));
        Shell($"skopeo --insecure-policy copy -q oci:store/images:example.com/repacked:3 dir:out; skopeo --insecure-policy copy -q oci:store/images:{Name} dir:out2");
    }

    [Fact]
    public void A_root_file_system_is_imported_and_comes_out_as_it_was()
    {
        byte[] tar = Tar("mkdir -m 1777 tmp; mkdir etc; echo x > etc/x; ln etc/x etc/y; ln -s /etc/x l; mknod null c 1 3; chown 5:6 etc/x; setfattr -n user.k -v v etc/x; touch -d @1000000000.5 etc/x");
        (Descriptor image, Digest id) = new RootFilesystemArchive(Store).Import(
            new MemoryStream(tar), "-", new ExecutionConfig { Cmd = ["sh"] }, name: Reference.Parse("imported"));
        Assert.Equal(image.Digest, Store.Content.Resolve(Reference.Parse("imported:latest"))!.Digest);
        ImageConfig config = Store.ReadConfig(Store.ReadManifest(image));
        Assert.Equal(Digest.Of(Store.Content.ReadAll(id)), id);
        Assert.Equal("Imported from -", config.History[0].Comment);
        Assert.Equal(Digest.Of(tar), config.RootFs.DiffIds[0]);

        using (FileStream exported = File.Create(Scratch["exported.tar"]))
            RootFilesystemArchive.Export(Store.Layers.DiffPath(config.RootFs.DiffIds[0]), exported, default);

        const string list = "tar --numeric-owner --full-time --xattrs --xattrs-include='*' -tvvf";
        Assert.Equal(
            Shell($"{list} tree.tar | sed 's, \\./, ,g' | sort | grep -v ' $'"), Shell($"{list} exported.tar | sort"));
        Store.Collect();
        Assert.Empty(Store.Check(repair: false));
    }

    [Fact]
    public async Task A_blob_that_is_not_what_it_is_called_is_refused_and_no_image_appears()
    {
        (Descriptor image, ImageManifest manifest) = Image(Tar("echo a > a"));
        File.WriteAllBytes(Scratch["a.tar"], Save((image, Name)));
        Shell($"mkdir x; tar -C x -xf a.tar; printf X | dd of=x/blobs/sha256/{manifest.Layers[0].Digest.Hex} bs=1 seek=3000 conv=notrunc status=none; tar -C x -cf bad.tar .; rm x/blobs/sha256/{manifest.Layers[0].Digest.Hex}; tar -C x -cf lacking.tar .");
        foreach ((string archive,
            string message) in new[] { ("bad.tar", "it was damaged on its way"), ("lacking.tar", "which the archive does not have") })
        {
            using ImageStore second = ImageStore.Open(Scratch[archive + ".store"]);

            ImageException refused = await Assert.ThrowsAsync<ImageException>(
                () => new ImageLoader(second).LoadAsync(File.OpenRead(Scratch[archive])));

            Assert.Equal(ImageFault.Corrupt, refused.Fault);
            Assert.Contains(message, refused.Message);
            Assert.Empty(second.Content.Images());
            second.Collect();
            Assert.Empty(second.Content.Blobs());
            Assert.Empty(second.Layers.Chains());
        }
    }

    [Theory]
    [InlineData("3m")]
    [InlineData("6m")]
    public async Task A_full_disk_is_told_and_nothing_half_made_stays(string size)
    {
        // Three megabytes do not hold the blob, six hold the blob and not its files beside it.
        (Descriptor image, _) = Image(Tar("head -c 4000000 /dev/urandom > r"));
        File.WriteAllBytes(Scratch["a.tar"], Save((image, Name)));
        Shell($"mkdir small; mount -t tmpfs -o size={size} tmpfs small");
        try
        {
            using ImageStore small = ImageStore.Open(Scratch["small"]);

            SyscallException full = await Assert.ThrowsAsync<SyscallException>(
                () => new ImageLoader(small).LoadAsync(File.OpenRead(Scratch["a.tar"])));

            Assert.Contains("ENOSPC (No space left on device)", full.Message);
            Assert.Empty(small.Content.Images());
            Assert.Empty(small.Check(repair: false));
            Assert.Empty(Directory.GetDirectories(small.Layers.Path, "tmp-*"));
            small.Collect();
            Assert.Empty(small.Content.Blobs());
            Assert.True(int.Parse(Shell("du -sk small | cut -f1")) < 100);
        }
        finally
        {
            Shell("umount small");
        }
    }

    [Fact]
    public async Task What_is_no_archive_of_images_is_told()
    {
        byte[] tar = Tar("echo a > a");

        Assert.Contains("neither index.json nor manifest.json",
            (await Assert.ThrowsAsync<ImageException>(
                () => new ImageLoader(Store).LoadAsync(new MemoryStream(tar)))).Message);
        byte[] noise = new byte[600];
        new Random(1).NextBytes(noise);
        Assert.Contains("it is no tar archive",
            (await Assert.ThrowsAsync<ImageException>(
                () => new ImageLoader(Store).LoadAsync(new MemoryStream(noise)))).Message);
        Assert.Contains("xz",
            (await Assert.ThrowsAsync<ImageException>(() => new ImageLoader(Store)
            .LoadAsync(new MemoryStream([0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0])))).Message);
    }

    private byte[] Save(params (Descriptor Image, Reference? Name)[] images)
    {
        var archive = new MemoryStream();
        new ImageSaver(Store).Save(images, archive, default);
        return archive.ToArray();
    }

    private string Podman(string arguments) => Shell(
        $"podman --root {Scratch.Path}/podman --runroot {Scratch.Path}/podman-run --storage-driver vfs --cgroup-manager cgroupfs {arguments}");
}
