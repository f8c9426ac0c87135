// SPDX-License-Identifier: Apache-2.0
using Husk.Engine.Containers;
using Husk.Engine.Containers.Specs;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Tests.Containers;

/// <summary>Limits that not every kernel has, on their way from `update` to the runtime.</summary>
public sealed class ContainerUpdateTests
{
    [Fact]
    public void What_is_asked_for_is_written_and_the_rest_stays()
    {
        HostConfig changed = new ContainerUpdate
        {
            BlkioWeight = 300,
            CpuRealtimePeriod = 1_000_000,
            CpuRealtimeRuntime = 10_000,
        }.Over(new HostConfig { CpuShares = 7 });
        Resources limits = ResourceLimits.Of(changed, new HostDevices());
        Assert.Equal((7ul, 1_000_000ul, 10_000),
            (limits.Cpu!.Shares, limits.Cpu.RealtimePeriod, limits.Cpu.RealtimeRuntime));
        Assert.Equal((ushort)300, limits.BlockIo!.Weight);
    }
}
