// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>What one run hides and two hundred show: leaks, and exit codes that get lost.</summary>
public sealed class RepetitionTests : ConformanceTest
{
    private static readonly int[] ExitCodes = [0, 1, 3, 42, 255];

    [ContainerFact]
    public void Two_hundred_runs_in_a_row_leave_nothing_and_keep_their_exit_codes()
    {
        const int Runs = 200;
        Container[] containers = Containers(ExitCodes.Length);
        long namespaces = NetworkNamespaces(), keys = Keys();
        int descriptors = Directory.GetFiles("/proc/self/fd").Length;
        for (int i = 0; i < Runs; i++)
        {
            containers[i % containers.Length].Run().Exited(ExitCodes[i % containers.Length]);
        }

        Sandbox.AssertNothingLeft();

        // Others use this host, too, and the kernel takes its time: a leak in each run is two hundred, not one hundred.
        Assert.True(Eventually.Becomes(() => NetworkNamespaces() - namespaces < Runs / 2, TimeSpan.FromSeconds(10)),
            $"{namespaces} network namespaces before, {NetworkNamespaces()} after");
        Assert.True(Eventually.Becomes(() => Keys() - keys < Runs / 2, TimeSpan.FromSeconds(10)),
            $"{keys} keys before, {Keys()} after");
        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 0, descriptors + (Runs / 2));
    }

    [ContainerFact]
    public void Fifty_runs_at_once_leave_nothing_and_keep_their_exit_codes()
    {
        Container[] containers = Containers(50);
        Invocation[] runs = [.. containers.Select(container => container.BeginRun(Launch.Default))];
        Assert.Equal(containers.Select((_, i) => ExitCodes[i % ExitCodes.Length]),
            runs.Select(run => run.Wait().ExitCode));
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void Thirty_containers_live_side_by_side()
    {
        Container[] containers = Containers(30);
        foreach (Container container in containers)
        {
            container.Spec.Args("/bin/probe", "sleep");
        }

        Invocation[] runs = [.. containers.Select(container => container.BeginRun(Launch.Default, "--detach"))];
        Assert.All(runs, run => run.Wait().Succeeded());
        string[] listed = Sandbox.Runtime("list", "--quiet")
            .Succeeded().Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(containers.Select(container => container.Id).Order(), listed.Order());
        Invocation[] deletes =
            [.. containers.Select(container => Sandbox.Begin(Launch.Default, "delete", "--force", container.Id))];
        Assert.All(deletes, delete => delete.Wait().Succeeded());
        Sandbox.AssertNothingLeft();
    }

    /// <summary>They share one rootfs; the n-th exits with the n-th code.</summary>
    private Container[] Containers(int count)
    {
        string? rootfs = null;
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            Container container =
                Container(spec => spec.Args("/bin/probe", "exit",
                    ExitCodes[i % ExitCodes.Length].ToString(CultureInfo.InvariantCulture)));
            rootfs ??= container.RootfsPath;
            return container.Edit(spec => spec.Set("root.path", rootfs));
        })];
    }

    /// <summary>
    /// The objects of the kernel's own cache: a namespace that only a forgotten mount or descriptor holds counts as
    /// well.
    /// </summary>
    private static long NetworkNamespaces() =>
        File.ReadLines("/proc/slabinfo").Where(line => line.StartsWith("net_namespace ", StringComparison.Ordinal))
            .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
                CultureInfo.InvariantCulture)).SingleOrDefault();

    /// <summary>Keys and keyrings that root owns (proc_key-users(5)).</summary>
    private static long Keys() =>
        File.ReadLines("/proc/key-users").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[0] == "0:")
                .Select(fields => long.Parse(fields[2].Split('/')[0], CultureInfo.InvariantCulture)).SingleOrDefault();
}
