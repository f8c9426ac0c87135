// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Run;
using Husk.Engine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

internal static class UpdateCommand
{
    private static readonly string[] Limits =
    [
        "blkio-weight", "cpu-period", "cpu-quota", "cpu-rt-period", "cpu-rt-runtime", "cpu-shares", "cpus",
        "cpuset-cpus", "cpuset-mems",
        "memory", "memory-reservation", "memory-swap", "pids-limit",
    ];

    public static readonly Command Row = new(
        ["container update", "update"], "CONTAINER [CONTAINER...]", "Update configuration of one or more containers")
    {
        Count = (1, int.MaxValue),
        Flags =
        [
            .. ResourceFlags.All.Where(flag => Limits.Contains(flag.Name)),
            new("publish-add", '\0', FlagKind.List,
                "Publish one more port, at once and from now on: as --publish of run"),
            new("publish-rm", '\0', FlagKind.List, "Publish a port no longer: PORT[/PROTOCOL], or as it was published"),
            new("restart", '\0', FlagKind.String, "Restart policy to apply when a container exits"),
        ],
        Run = static call =>
        {
            string[] others = ["publish-add", "publish-rm", "restart"];
            if (!others.Any(call.Flags.IsGiven) && !Limits.Any(call.Flags.IsGiven))
                throw new RequestException("you must provide one or more flags when using this command", exitCode: 1);
            ContainerUpdate update = Read(call.Flags);
            return EachContainer.Do(call, name => call.Containers.Update(name, update));
        },
    };

    private static ContainerUpdate Read(FlagValues flags)
    {
        try
        {
            // As run reads them; what was not given is to stay.
            HostConfig given = ResourceFlags.Apply(flags, new HostConfig());
            return new ContainerUpdate
            {
                BlkioWeight = flags.IsGiven("blkio-weight") ? given.BlkioWeight : null,
                CpuPeriod = flags.Int64("cpu-period"),
                CpuQuota = flags.Int64("cpu-quota"),
                CpuRealtimePeriod = flags.Int64("cpu-rt-period"),
                CpuRealtimeRuntime = flags.Int64("cpu-rt-runtime"),
                CpuShares = flags.Int64("cpu-shares"),
                NanoCpus = flags.IsGiven("cpus") ? given.NanoCpus : null,
                CpusetCpus = flags.String("cpuset-cpus"),
                CpusetMems = flags.String("cpuset-mems"),
                Memory = flags.IsGiven("memory") ? given.Memory : null,
                MemoryReservation = flags.IsGiven("memory-reservation") ? given.MemoryReservation : null,
                MemorySwap = flags.IsGiven("memory-swap") ? given.MemorySwap : null,
                // As docker: 0 leaves it, -1 lifts it.
                PidsLimit = flags.Int64("pids-limit") is var pids and not 0 ? pids : null,
                PublishAdd = PublishText.Ports(flags.List("publish-add")),
                PublishRemove = PublishText.Ports(flags.List("publish-rm")),
                RestartPolicy = flags.String("restart") is { } policy ? ProcessFlags.Restart(policy) : null,
            };
        }
        catch (FormatException wrong)
        {
            throw new EngineException(EngineFault.InvalidArgument, wrong.Message);
        }
    }
}
