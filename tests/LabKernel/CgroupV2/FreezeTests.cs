// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.LabKernel.CgroupV2;

/// <summary>cgroup-v2.rst, cgroup.freeze and cgroup.kill.</summary>
public sealed class FreezeTests : ConformanceTest
{
    [ContainerFact]
    public void A_frozen_cgroup_is_a_paused_container()
    {
        Container container = Frozen();
        Assert.Equal("paused", container.Status);
        File.WriteAllText(container.CgroupFile("unified", "cgroup.freeze"), "0");
        container.WaitForStatus("running");
    }

    [ContainerFact]
    public void Exec_into_a_paused_container_is_refused()
    {
        Container container = Frozen();
        container.Exec("/bin/true").Failed(255, "paused");
    }

    [ContainerFact]
    public void A_frozen_process_can_be_killed()
    {
        Container container = Frozen();
        container.Kill().Succeeded();
        container.WaitForStatus("stopped");
        container.Delete().Succeeded();
    }

    [ContainerFact]
    public void A_forced_delete_ends_every_process_without_a_pid_namespace()
    {
        Container container = Container(spec => spec.Set("root.readonly", false).WithoutNamespace("pid").Shell("""
            sleep 1000 &
            echo $! > /tmp/child
            exec sleep 1000
            """));
        container.Run("--detach").Succeeded();
        Eventually.True(() => File.Exists(container.InRootfs("tmp/child"))
            && container.ReadInRootfs("tmp/child").EndsWith('\n'), "a child");
        string child = container.ReadInRootfs("tmp/child").Trim();
        string below = Path.Combine(Path.GetDirectoryName(container.CgroupFile("unified", "x"))!, "below");
        Directory.CreateDirectory(below);
        File.WriteAllText(Path.Combine(below, "cgroup.procs"), child);
        container.Delete("--force").Succeeded();
        // It has ended; whoever it was left to waits for it in their own time.
        Eventually.True(() => !Directory.Exists($"/proc/{child}"), "the child's end");
        Assert.False(Directory.Exists(below));
    }

    private Container Frozen()
    {
        Container container = Container().RunSleeping();
        File.WriteAllText(container.CgroupFile("unified", "cgroup.freeze"), "1");
        container.WaitForStatus("paused");
        return container;
    }
}
