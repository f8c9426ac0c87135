// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;

namespace Husk.Containers.Tests;

/// <summary>SIGKILL at any instant of any command that changes something, one after the other on few names.</summary>
public sealed class AnyCommandKillTests(Engine engine) : IClassFixture<Engine>, IDisposable
{
    // c, v and t stand for one of the containers, volumes and images; C for another container.
    private static readonly string[] Lines =
    [
        "run -d --name c --cgroup-parent PARENT --network none -v v:/v busybox sleep 1000",
        "run --rm --cgroup-parent PARENT --network none -v /anonymous busybox true",
        "run -d --name c --cgroup-parent PARENT --network none --restart always busybox sleep 0.2",
        "create --name c --cgroup-parent PARENT --network none -v v:/v busybox sleep 1000",
        "start c", "stop -t 0 c", "kill c", "restart -t 0 c", "pause c", "unpause c", "rename c C",
        "rm c", "rm -fv c", "update --memory 64m --memory-swap -1 c", "exec c sh -c echo", "exec -d c sleep 0.2",
        "cp TREE c:/tree", "commit c t", "export -o TREE.tar c", "tag busybox t", "rmi -f t", "import TREE.tar t",
        "build -q -t t TREE", "save -o TREE.tar busybox", "load -i BUSYBOX", "volume create v", "volume rm v",
        "volume prune -af", "image prune -f", "builder prune -af", "container prune -f",
    ];

    private readonly Random _random = new(11);

    [Fact]
    public void A_kill_at_any_instant_leaves_a_store_that_is_sound()
    {
        Directory.CreateDirectory(engine["tree"]);
        File.WriteAllText(engine["tree/Dockerfile"], "FROM busybox\nRUN echo x > /x\nCOPY Dockerfile /\n");
        engine.Output("save", "-o", engine["tree.tar"], "busybox");
        var took = new Dictionary<string, int>();
        int kills = Count.Or(60), hits = 0;
        for (int i = 0; i < kills; i++)
        {
            string line = Lines[_random.Next(Lines.Length)];
            var clock = Stopwatch.StartNew();
            using Process husk = engine.Start(Words(line));
            // What is killed too soon or too late takes longer or shorter than was thought.
            Thread.Sleep(_random.Next(took.GetValueOrDefault(line, 50)));
            husk.Kill();
            Assert.True(husk.WaitForExit(60_000), $"husk {line} does not end");
            bool hit = husk.ExitCode == 128 + 9;
            hits += hit ? 1 : 0;
            took[line] = hit ? took.GetValueOrDefault(line, 50) * 5 / 4 : (int)clock.ElapsedMilliseconds + 1;
            if (i % 10 == 9)
                AssertSound();
        }

        Assert.True(hits >= kills / 8, $"{hits} of {kills} kills hit somebody");
        foreach (string image in engine.Output("images", "-q", "-f", "reference=t?").Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct())
            Assert.Contains(engine.Run("run", "--rm", "--network", "none", image, "true").Code, (int[])[0, 127]);
        foreach (string id in engine.Output("ps", "-aq").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            engine.Output("rm", "-fv", id);
        engine.Output("volume", "prune", "-af");
        Assert.Equal("", engine.Output("volume", "ls", "-q"));
        engine.AssertNothingIsLeft();
    }

    public void Dispose() => engine.Clear();

    // A monitor that is at its end may be met in between.
    private void AssertSound() => Engine.Await(
        () => engine.Run("ps", "-a").Code == 0 && engine.Run("system", "fsck").Code == 0,
        "the store is sound: " + engine.Run("system", "fsck").Out);

    private string[] Words(string line) =>
    [
        .. line.Split(' ').Select(word => word switch
        {
            "c" or "C" => OneOf("c"),
            "t" => OneOf("t"),
            "v" => OneOf("v"),
            _ => word.Replace("v:", OneOf("v") + ":", StringComparison.Ordinal)
                .Replace("c:", OneOf("c") + ":", StringComparison.Ordinal)
                .Replace("PARENT", engine.CgroupParent, StringComparison.Ordinal)
                .Replace("TREE", engine["tree"], StringComparison.Ordinal)
                .Replace("BUSYBOX", engine["busybox.tar"], StringComparison.Ordinal),
        }),
    ];

    private string OneOf(string kind) => kind + _random.Next(3);
}
