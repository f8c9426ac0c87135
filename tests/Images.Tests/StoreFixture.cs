// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Husk.Images.Content;
using Husk.Images.Tar;
using Husk.Linux.Tests;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Tests;

/// <summary>A store of its own, and images made for it by other people's tools.</summary>
public abstract class StoreFixture : IDisposable
{
    protected StoreFixture() => Store = ImageStore.Open(Scratch["store"]);

    protected ScratchDirectory Scratch { get; } = new();

    protected ImageStore Store { get; }

    public virtual void Dispose()
    {
        Store.Dispose();
        Scratch.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string Shell(string script) => Command.Shell($"set -e; cd {Scratch.Path}; {script}");

    /// <summary>A layer's tar, made by tar of what a script makes in an empty directory.</summary>
    protected byte[] Tar(string script)
    {
        Shell($"rm -rf tree; mkdir tree; cd tree; {script}; tar --format=posix --xattrs --xattrs-include='*' --sort=name -cf ../tree.tar .");
        return File.ReadAllBytes(Scratch["tree.tar"]);
    }

    /// <summary>A layer of one file.</summary>
    protected static byte[] OneFile(string name, byte[] content)
    {
        var archive = new MemoryStream();
        var writer = new TarWriter(archive);
        writer.WriteFile(new TarEntry
        {
            Name = Encoding.UTF8.GetBytes(name),
            Type = TarEntryType.Regular,
            Mode = 0x1A4,
        }, content);
        writer.Finish();
        return archive.ToArray();
    }

    /// <summary>An image of uncompressed layers, its blobs in the store, under a lease that nobody keeps.</summary>
    protected (Descriptor Image, ImageManifest Manifest) Image(params byte[][] layers)
    {
        ContentStore content = Store.Content;
        var config = new ImageConfig
        {
            Architecture = Platform.Host.Architecture,
            Os = "linux",
            Config = new ExecutionConfig { Cmd = ["/bin/sh"] },
            RootFs = new RootFilesystem { DiffIds = [.. layers.Select(layer => Digest.Of(layer))] },
            History = [.. layers.Select((_, i) => new HistoryEntry { CreatedBy = $"step {i}" })],
        };
        byte[] configBytes = ImageSpecJson.Write(config);
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.Manifest,
            Config = new Descriptor
            {
                MediaType = MediaTypes.Config,
                Digest = content.Add(configBytes),
                Size = configBytes.Length,
            },
            Layers = [.. layers.Select(layer => new Descriptor
            {
                MediaType = MediaTypes.Layer,
                Digest = content.Add(layer),
                Size = layer.Length,
            })],
        };
        byte[] bytes = ImageSpecJson.Write(manifest);
        return (new Descriptor
        {
            MediaType = MediaTypes.Manifest,
            Digest = content.Add(bytes),
            Size = bytes.Length,
        }, manifest);
    }

    protected async Task<Digest?> Unpack(ImageManifest manifest)
    {
        using Lease lease = Lease.Begin(Store.Content);
        return await Store.UnpackAsync(manifest, lease);
    }
}
