// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Archives;
using Husk.Images.Content;
using Husk.Images.Registry;
using Husk.Images.Registry.Configuration;
using Husk.Images.Registry.Credentials;
using Husk.Images.Registry.Transfer;
using Husk.Images.Snapshots;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Tests;

/// <summary>The process that <see cref="KillTests"/> kill: says that it is ready, is told what to do, says that it is
/// done.</summary>
internal static class Worker
{
    public static async Task<int> Main(string[] arguments)
    {
        using ImageStore store = ImageStore.Open(arguments[0]);
        Say("ready");
        string[] words = Console.In.ReadLine()!.Split(' ');
        await Do(store, words[0], words[1], Reference.Parse(words[2]));
        Say("done");
        // A lease or a lock that should be given back by now is not to go with the process.
        Console.In.ReadLine();
        return 0;
    }

    /// <param name="store">Where to.</param>
    /// <param name="operation">pull, load, commit or prune.</param>
    /// <param name="operand">An archive to load, or the name of a snapshot.</param>
    /// <param name="name">What to pull, the image that a container runs on, or what is not needed any more.</param>
    public static Task Do(ImageStore store, string operation, string operand, Reference name) => operation switch
    {
        "pull" => Pull(store, name),
        "load" => Load(store, operand),
        "commit" => Commit(store, operand, name),
        "prune" => Prune(store, name),
        _ => throw new ArgumentException(operation),
    };

    private static async Task Pull(ImageStore store, Reference name)
    {
        using var client =
            new RegistryClient(RegistryConfiguration.Parse("{}"u8.ToArray(), "none"), DockerConfigFile.Read("/none"));
        using Lease lease = Lease.Begin(store.Content);
        PulledImage image = await new ImagePull(client, store.Content, lease)
            .Run(name, Platform.Host, Unpack, CancellationToken.None);
        store.Content.PutReference(name, image.Root);

        Task Unpack(LayerArrivals layers, CancellationToken cancel) =>
            store.UnpackAsync(layers.DiffIds, layers.Open, lease, cancellation: cancel);
    }

    private static Task Load(ImageStore store, string archive) =>
        new ImageLoader(store).LoadAsync(File.OpenRead(archive));

    private static async Task Commit(ImageStore store, string key, Reference name)
    {
        ImageManifest manifest = store.ReadManifest(store.Content.Resolve(name)!);
        Snapshot snapshot = await store.PrepareAsync(manifest, key, $"{store.Path}/containers/{key}");
        byte[] noise = new byte[100_000];
        Random.Shared.NextBytes(noise);
        await File.WriteAllBytesAsync(snapshot.UpperPath + "/noise", noise);
        store.Commit(snapshot, manifest, new ImageCommit { Config = new() }, Reference.Parse(key));
        store.Layers.Remove(key);
    }

    private static Task Prune(ImageStore store, Reference name)
    {
        store.Content.RemoveReference(name);
        store.Collect();
        return Task.CompletedTask;
    }

    private static void Say(string what)
    {
        Console.Out.WriteLine(what);
        Console.Out.Flush();
    }
}
