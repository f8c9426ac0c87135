// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd;

/// <summary>The daemon goes and comes back; its containers do not notice.</summary>
internal static class DaemonRestart
{
    public static void AssertThatContainersLiveOn(Engine engine, IDaemon daemon)
    {
        using Container container =
            engine.Start("sh", "-c", "trap 'echo got TERM; exit 3' TERM; while :; do date +%s.%N; sleep 0.05; done");
        using Container paused = engine.StartSleeping();
        paused.Pause();
        string process = container.Exec("readlink", "/proc/1/ns/pid").Succeeded().Stdout;

        daemon.Restart();

        Assert.Equal(ContainerStatus.Running, container.Status);
        Assert.Equal(process, container.Exec("readlink", "/proc/1/ns/pid").Succeeded().Stdout);
        string before = container.Logs;
        Eventually.True(() => container.Logs.Length > before.Length, "the log to go on");
        Assert.Equal(ContainerStatus.Paused, paused.Status);
        paused.Resume();
        paused.Exec("true").Succeeded();
        container.Kill("TERM");
        Assert.Equal(3, container.Wait());
        container.WaitForLog("got TERM\n");
    }
}
