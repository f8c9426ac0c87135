// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Husk.Images.Archives;
using Husk.Images.Content;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Tests;

/// <summary>
/// A process that loads, applies, commits and collects is killed at random instants; what it had acknowledged is whole,
/// and the next process finishes the work. <c>HUSK_KILLS</c> sets how often.
/// </summary>
public sealed class KillTests : StoreFixture
{
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("HUSK_KILLS"), out int kills) ? kills : 12;

    [Fact]
    public async Task A_kill_at_any_instant_damages_nothing_that_was_acknowledged()
    {
        (Descriptor kept, _) = Image(Tar("head -c 300000 /dev/urandom > kept"));
        Store.Content.PutReference(Reference.Parse("kept"), kept);
        await Unpack(Store.ReadManifest(kept));
        using (ImageStore maker = ImageStore.Open(Scratch["maker"]))
            MakeArchive(maker);

        var random = new Random(7);
        for (int i = 0; i < Kills; i++)
        {
            using Process worker = Worker();
            string? ready = await worker.StandardOutput.ReadLineAsync();
            Assert.Equal("ready", ready);
            await Task.Delay(random.Next(0, i % 2 == 0 ? 150 : 1500));
            worker.Kill();
            string acknowledged = await worker.StandardOutput.ReadToEndAsync();
            worker.WaitForExit();

            Assert.Empty(Store.Check(repair: false));
            Assert.NotNull(Store.Content.Resolve(Reference.Parse("kept")));
            if (acknowledged.Split('\n').Count(line => line == "loaded") > acknowledged.Split('\n').Count(line => line == "removing"))
                Assert.NotNull(Store.Content.Resolve(Reference.Parse("loaded:1")));
        }

        await new ImageLoader(Store).LoadAsync(File.OpenRead(Scratch["archive.tar"]));
        Store.Collect();
        Assert.Empty(Store.Check(repair: false));
        Assert.Equal("", Shell("cd store; ls images/ingest images/leases; ls -d layers/tmp-* 2>/dev/null || true").Replace("images/ingest:\n\nimages/leases:\n", ""));
    }

    private void MakeArchive(ImageStore maker)
    {
        byte[][] layers = [.. Enumerable.Range(0, 4).Select(i => Tar($"mkdir d; for i in $(seq 200); do echo {i}$i > d/{i}-$i; done; head -c 500000 /dev/urandom > r{i}"))];
        (Descriptor image, ImageManifest manifest) = Image(layers);
        foreach (Digest blob in (Digest[])[image.Digest, manifest.Config.Digest, .. manifest.Layers.Select(layer => layer.Digest)])
            maker.Content.Add(Store.Content.ReadAll(blob));

        using FileStream archive = File.Create(Scratch["archive.tar"]);
        new ImageSaver(maker).Save([(image, Reference.Parse("loaded:1"))], archive);
    }

    private Process Worker()
    {
        string program = typeof(KillTests).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [program, Store.Path, Scratch["archive.tar"]])
        {
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }
}
