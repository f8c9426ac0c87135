// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Content;
using Husk.Images.Registry;
using Husk.Images.Registry.Transfer;
using Husk.Linux;
using Husk.Linux.Tests;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Tests.Registry;

/// <summary>The disk fills up in the middle of a pull.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly PullScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_full_disk_is_told_as_the_kernel_tells_it_and_the_next_pull_goes_on()
    {
        string small = Directory.CreateDirectory(_scene.Scratch["small"]).FullName;
        Command.Output("mount", "-t", "tmpfs", "-o", "size=700k", "husk-test", small);
        try
        {
            var image = new SampleImage(layers: 2, size: 500_000);
            using var registry = new MisbehavingRegistry(image.Answer);
            using ContentStore store = ContentStore.Open($"{small}/images");

            SyscallException failure = await Assert.ThrowsAsync<SyscallException>(() => Pull(store, registry));

            Assert.Equal(28, failure.Errno);
            Assert.Contains("ENOSPC", failure.Message);
            Assert.Empty(store.Images());
            Assert.DoesNotContain(store.Blobs(), digest => Digest.Of(Bytes(store, digest)) != digest);

            Command.Output("mount", "-o", "remount,size=8m", small);
            await Pull(store, registry);
            Assert.All(image.Layers, layer => Assert.Equal(layer.Digest, Digest.Of(Bytes(store, layer.Digest))));
            Assert.Contains(registry.Requests, request => request.From > 0);
        }
        finally
        {
            Command.Output("umount", small);
        }
    }

    private async Task Pull(ContentStore store, MisbehavingRegistry registry)
    {
        using RegistryClient client = _scene.Client();
        using Lease lease = Lease.Begin(store);
        await new ImagePull(client, store, lease)
            .Run(Reference.Parse($"{registry.Host}/a:1"), Platform.Host, null, CancellationToken.None);
    }

    private static byte[] Bytes(ContentStore store, Digest digest)
    {
        using FileStream blob = store.OpenRead(digest);
        var content = new MemoryStream();
        blob.CopyTo(content);
        return content.ToArray();
    }
}
