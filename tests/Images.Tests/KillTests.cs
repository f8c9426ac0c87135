// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Archives;
using Husk.Images.Tests.Registry;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Tests;

/// <summary>
/// Processes are killed at random instants of what they do: what was acknowledged is whole, the store is sound, and the
/// next process finishes the work. <c>HUSK_KILLS</c> sets how often in all.
/// </summary>
public sealed class KillTests : StoreFixture
{
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("HUSK_KILLS"), out int kills)
        ? kills
        : 200;

    /// <summary>So many are left to finish, and the fastest says how long it takes.</summary>
    private const int Timed = 3;

    private static readonly Reference Kept = Reference.Parse("kept");
    private static readonly Reference Pruned = Reference.Parse("pruned");

    private readonly Random _random = new(7);
    private Task<Process>? _next;

    [Fact]
    public async Task A_kill_in_the_middle_of_a_pull()
    {
        var image = new SampleImage(layers: 3, size: 150_000);
        bool stalls = false;
        using var registry =
            new MisbehavingRegistry(request => stalls && request.Path.Contains("/blobs/", StringComparison.Ordinal)
            ? new HttpReply { Body = image.Answer(request).Body, StallAfter = 100 }
            : image.Answer(request).Slowly());
        var name = Reference.Parse($"{registry.Host}/app:1");

        await KillOften("pull", _ => "-", name, before: i => ForgetSometimes(i, name),
            done: _ => AssertIs(name, image.Manifest.Digest));

        AssertIs(name, image.Manifest.Digest);
        // Once more where it must hit a blob on its way: what had come does not come again.
        ForgetSometimes(0, name);
        stalls = true;
        using (Process worker = await _next!)
        {
            _next = null;
            await worker.StandardInput.WriteLineAsync($"pull - {name}");
            string ingest = Store.Path + "/images/ingest";
            Assert.True(SpinWait.SpinUntil(() =>
                new DirectoryInfo(ingest).EnumerateFiles().Any(file => file.Length == 100), TimeSpan.FromSeconds(60)));
            worker.Kill();
            await worker.WaitForExitAsync();
        }

        stalls = false;
        await Worker.Do(Store, "pull", "-", name);
        Assert.Contains(registry.Requests, request => request.From == 100);
        AssertIs(name, image.Manifest.Digest);
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_a_load()
    {
        var name = Reference.Parse("loaded:1");
        Digest image = MakeArchive(name);

        await KillOften("load", _ => Scratch["archive.tar"], name, before: i => ForgetSometimes(i, name),
            done: _ => AssertIs(name, image));

        AssertIs(name, image);
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_a_commit() =>
        await KillOften("commit", i => Key(i), Kept, after: RemoveSnapshot, done: i =>
    {
        Descriptor image = Store.Content.Resolve(Reference.Parse(Key(i)))!;
        Assert.Equal(100_000,
            Store.Layers.Find(
                Husk.Images.Layers.ChainId.All(Store.ReadConfig(Store.ReadManifest(image)).RootFs.DiffIds)[^1])!.Size);
        Assert.Null(Store.Layers.FindSnapshot(Key(i)));
    });

    [Fact]
    public async Task A_kill_in_the_middle_of_a_prune() =>
        await KillOften("prune", _ => "-", Pruned, before: _ => AddPruned(), done: _ =>
    {
        Assert.Null(Store.Content.Resolve(Pruned));
        Assert.Equal(3, Store.Content.Blobs().Count());
        Assert.Single(Store.Layers.Chains());
    });

    /// <param name="operation">What the processes do.</param>
    /// <param name="operand">Of the i-th process.</param>
    /// <param name="name">The image it is about.</param>
    /// <param name="before">Makes ready for the i-th.</param>
    /// <param name="done">What holds when the i-th has said that it is done.</param>
    /// <param name="after">What the engine does with what a dead process has left.</param>
    private async Task KillOften(
        string operation, Func<int, string> operand, Reference name, Action<int>? before = null,
        Action<int>? done = null, Action<int>? after = null)
    {
        (Descriptor kept, ImageManifest manifest) = Image(Tar("head -c 100000 /dev/urandom > kept"));
        Store.Content.PutReference(Kept, kept);
        Digest? chain = await Unpack(manifest);
        var clock = Stopwatch.StartNew();
        int whole = int.MaxValue, count = Math.Max(Kills / 4, 2), interrupted = 0;
        for (int i = 1 - Timed; i <= count; i++)
        {
            before?.Invoke(i);
            using Process worker = await (_next ?? StartWorker());
            // While this one works the next one starts: most of a process's life is .NET's start.
            _next = StartWorker();
            clock.Restart();
            await worker.StandardInput.WriteLineAsync($"{operation} {operand(i)} {name}");
            string? said = null;
            if (i > 0)
            {
                await Task.Delay(_random.Next(0, whole));
            }
            else
            {
                said = await worker.StandardOutput.ReadLineAsync();
                whole = Math.Min(whole, (int)clock.ElapsedMilliseconds);
            }

            worker.Kill();
            said ??= (await worker.StandardOutput.ReadToEndAsync()).Trim();
            await worker.WaitForExitAsync();

            Assert.Equal("", string.Join('\n', Store.Check(repair: false)));
            AssertIs(Kept, kept.Digest);
            Assert.True(Store.Layers.Contains(chain!));
            interrupted += said == "done" ? 0 : 1;
            if (said == "done")
                done?.Invoke(i);
            else
                Assert.Equal("", said);
            after?.Invoke(i);
        }

        Assert.InRange(interrupted, count / 4, count);
        before?.Invoke(0);
        await Worker.Do(Store, operation, operand(count + 1), name);
        done?.Invoke(count + 1);
        after?.Invoke(count + 1);
        Store.Collect();
        Assert.Empty(Store.Check(repair: false));
        Assert.Equal("", Shell("cd store; find . -path '*/ingest/*' -o -path '*/leases/*' -o -path '*/snapshots/*' -o -name 'tmp-*' -o -name '.tmp-*'"));
    }

    public override void Dispose()
    {
        if (_next?.Result is { } idle)
        {
            idle.Kill();
            idle.WaitForExit();
            idle.Dispose();
        }

        base.Dispose();
    }

    private async Task<Process> StartWorker()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(KillTests).Assembly.Location, Store.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            // The first run of a method is also the last.
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        };
        Process worker = Process.Start(start)!;
        Assert.Equal("ready", await worker.StandardOutput.ReadLineAsync());
        return worker;
    }

    private static string Key(int i) => $"key{i + Timed}";

    private void AssertIs(Reference name, Digest digest) => Assert.Equal(digest, Store.Content.Resolve(name)?.Digest);

    // From nothing each third time, else over what the last one left.
    private void ForgetSometimes(int i, Reference name)
    {
        if (i % 3 != 0)
            return;
        Store.Content.RemoveReference(name);
        Store.Collect();
    }

    private void RemoveSnapshot(int i)
    {
        Store.Layers.Remove(Key(i));
        if (Directory.Exists(Store.Path + "/containers"))
            Directory.Delete(Store.Path + "/containers", recursive: true);
    }

    private void AddPruned()
    {
        byte[] noise = new byte[50_000];
        byte[][] layers = [.. Enumerable.Range(0, 3).Select(_ => Noise())];
        (Descriptor image, ImageManifest manifest) = Image(layers);
        Store.Content.RemoveReference(Pruned);
        Store.Content.PutReference(Pruned, image);
        Unpack(manifest).GetAwaiter().GetResult();

        byte[] Noise()
        {
            _random.NextBytes(noise);
            return OneFile("noise", noise);
        }
    }

    private Digest MakeArchive(Reference name)
    {
        using ImageStore maker = ImageStore.Open(Scratch["maker"]);
        byte[][] layers = [.. Enumerable.Range(0, 3)
            .Select(i =>
                Tar($"mkdir d; for i in $(seq 50); do echo {i}$i > d/{i}-$i; done; head -c 150000 /dev/urandom > r{i}"))];
        (Descriptor image, ImageManifest manifest) = Image(layers);
        foreach (Digest blob in (IEnumerable<Digest>)[image.Digest, manifest.Config.Digest,
            .. manifest.Layers.Select(layer => layer.Digest)])
        {
            maker.Content.Add(Store.Content.ReadAll(blob));
        }

        using FileStream archive = File.Create(Scratch["archive.tar"]);
        new ImageSaver(maker).Save([(image, name)], archive, default);
        return image.Digest;
    }
}
