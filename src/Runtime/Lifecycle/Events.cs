// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Linux.Cgroups.Statistics;
using Husk.Runtime.Resctrl;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>`events`: what a container uses, now and then, and when the OOM killer comes.</summary>
internal static class Events
{
    /// <summary>What the container has used so far.</summary>
    /// <exception cref="LifecycleException">No such container, or one that has stopped.</exception>
    public static ContainerEvent Now(StateStore store, string id)
    {
        ContainerRecord record = Running(store, id);
        return Read(record, CgroupOf(record));
    }

    /// <summary>Each event as it comes, until the container's process ends.</summary>
    /// <param name="store">The root.</param>
    /// <param name="id">The container.</param>
    /// <param name="interval">How often to tell of what it uses.</param>
    /// <exception cref="LifecycleException">No such container, one that has stopped, or no count of its
    /// memory.</exception>
    public static IEnumerable<ContainerEvent> Watch(StateStore store, string id, TimeSpan interval)
    {
        ContainerRecord record = Running(store, id);
        Cgroup cgroup = CgroupOf(record);
        using OwnedFd init = record.Init.Hold() ?? throw NotRunning(id);
        using OomNotice oom = OomNotice.Open(cgroup) ?? throw new LifecycleException("memory controller missing");
        long next = Environment.TickCount64 + (long)interval.TotalMilliseconds;
        while (true)
        {
            (bool killed, bool ended) = Wait(oom, init, next - Environment.TickCount64);
            if (killed)
                yield return new(id, null);
            if (ended)
                yield break;
            if (Environment.TickCount64 < next)
                continue;
            // A reader that was slow for a while is not told everything that it missed.
            next = Math.Max(next + (long)interval.TotalMilliseconds, Environment.TickCount64);
            yield return Read(record, cgroup);
        }
    }

    private static (bool Killed, bool Ended) Wait(OomNotice oom, OwnedFd init, long milliseconds)
    {
        Span<PollEntry> entries = [oom.Entry, new(init, PollEvents.Readable)];
        Poll.Wait(entries, TimeSpan.FromMilliseconds(Math.Max(milliseconds, 0)));
        return (entries[0].Came != 0 && oom.Take(), entries[1].Came != 0);
    }

    private static ContainerRecord Running(StateStore store, string id)
    {
        ContainerRecord record = store.Load(id);
        return store.StatusOf(record) != ContainerStatus.Stopped ? record : throw NotRunning(id);
    }

    private static Cgroup CgroupOf(ContainerRecord record) => record.OpenCgroup()
        ?? throw new LifecycleException($"container {record.Id} has no cgroup that would count what it uses");

    private static ContainerEvent Read(ContainerRecord record, Cgroup cgroup) => new(
        record.Id,
        CgroupStatistics.Read(cgroup),
        record.ResctrlGroups.Count > 0 ? ResctrlStatistics.Read(ResctrlMount.Find(), record.ResctrlGroups) : null);

    private static LifecycleException NotRunning(string id) => new($"container with id {id} is not running");
}
