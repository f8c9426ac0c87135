// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Threading.Tasks;
using Husk.Images.Archives;
using Husk.Images.Content;
using Husk.Images.Snapshots;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Tests;

/// <summary>The process that <see cref="KillTests"/> kill: says what it has done as soon as it is done.</summary>
internal static class Worker
{
    private static readonly Reference Loaded = Reference.Parse("loaded:1");

    public static async Task<int> Main(string[] arguments)
    {
        using ImageStore store = ImageStore.Open(arguments[0]);
        Say("ready");
        for (int i = 0; i < 1000; i++)
        {
            await new ImageLoader(store).LoadAsync(File.OpenRead(arguments[1]));
            Say("loaded");
            Commit(store, $"{Environment.ProcessId}-{i}");
            Say("removing");
            store.Content.RemoveReference(Loaded);
            store.Collect();
        }

        return 0;
    }

    private static void Commit(ImageStore store, string key)
    {
        ImageManifest manifest = store.ReadManifest(store.Content.Resolve(Loaded)!);
        Digest top = Husk.Images.Layers.ChainId.All(store.ReadConfig(manifest).RootFs.DiffIds)[^1];
        Snapshot snapshot = store.Layers.Prepare(key, $"{store.Path}/containers/{key}", top);
        File.WriteAllText(snapshot.UpperPath + "/new", key);
        using (Lease lease = Lease.Begin(store.Content))
            store.Layers.Commit(snapshot, store.Content, lease);

        store.Layers.Remove(key);
    }

    private static void Say(string what)
    {
        Console.Out.WriteLine(what);
        Console.Out.Flush();
    }
}
