// SPDX-License-Identifier: Apache-2.0
using Husk.Conformance.Fixture;

namespace Husk.LabKernel.CgroupV2;

/// <summary>--systemd-cgroup where systemd is installed and is not PID 1, as in this half of the lab.</summary>
public sealed class WithoutSystemdTests : ConformanceTest
{
    [ContainerFact]
    public void Its_driver_is_refused_and_nothing_is_left()
    {
        Container container = Container(spec => spec.Set("linux.cgroupsPath", "system.slice:a:b"));
        container.WriteConfig();
        Sandbox.Command(RuntimeBinary.Path, "--root", Sandbox.Root, "--systemd-cgroup", "run", "--bundle",
            container.Bundle, container.Id)
            .Failed(1, "systemd not running on this host, cannot use systemd cgroups manager");
        Sandbox.AssertNothingLeft();
    }
}
