// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>runtime-spec, runtime.md "Delete": what create made, and nothing more.</summary>
public sealed class DeleteTests : ConformanceTest
{
    [ContainerFact]
    public void The_bundle_stays_as_it_was()
    {
        Container container = Container(spec => spec.Set("root.readonly", false).Shell("echo written >/file"));
        container.Run().Succeeded();
        Assert.True(File.Exists(container.ConfigPath));
        Assert.Equal("written\n", container.ReadInRootfs("/file"));
        Assert.True(File.Exists(container.InRootfs("/bin/busybox")));
    }

    [ContainerFact]
    public void Nothing_is_left_of_the_container()
    {
        Container container = Container().RunSleeping();
        container.Delete("--force").Succeeded();
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_volume_keeps_its_content()
    {
        string volume = Sandbox.MakeDirectory("volume");
        Container container =
            Container(spec => spec.Bind(volume, "/mnt").Shell("echo written >/mnt/file; mkdir /mnt/directory"));
        container.Run().Succeeded();
        Assert.Equal("written\n", File.ReadAllText(Path.Combine(volume, "file")));
        Assert.True(Directory.Exists(Path.Combine(volume, "directory")));
    }

    [ContainerFact]
    public void Force_ends_a_process_that_ignores_every_polite_signal()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "ignore-term"));
        container.Run("--detach").Succeeded();
        container.Delete("--force").Succeeded();
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = "leaves the process, and tells that it is still there")]
    public void Force_ends_a_process_that_somebody_has_frozen_in_another_cgroup()
    {
        (string freezer, string freeze, string thaw) =
            HostCgroups.Unified ? ("cgroup.freeze", "1", "0") : ("freezer.state", "FROZEN", "THAWED");
        Container container = Container().RunSleeping();
        string frozen = Path.Combine(HostCgroups.Mountpoint("freezer"), Sandbox.Name + "-frozen");
        Directory.CreateDirectory(frozen);
        try
        {
            File.WriteAllText(
                Path.Combine(frozen, "cgroup.procs"), container.Pid.ToString(CultureInfo.InvariantCulture));
            File.WriteAllText(Path.Combine(frozen, freezer), freeze);
            container.Delete("--force").Succeeded();
            Sandbox.AssertNothingLeft();
        }
        finally
        {
            File.WriteAllText(Path.Combine(frozen, freezer), thaw);
            Eventually.True(() => File.ReadAllText(Path.Combine(frozen, "cgroup.procs")).Length == 0, "nothing in it");
            Directory.Delete(frozen);
        }
    }

    [ContainerFact]
    public void A_bundle_that_is_gone_is_no_obstacle()
    {
        Container container = Container().RunSleeping();
        Directory.Move(container.Bundle, container.Bundle + "-moved");
        container.Delete("--force").Succeeded();
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void The_id_is_free_again()
    {
        Container container = Container(spec => spec.Args("/bin/true"));
        for (int i = 0; i < 3; i++)
        {
            container.Run().Succeeded();
        }
    }

    [ContainerFact]
    public void Only_the_named_container_goes()
    {
        Container first = Container().RunSleeping(), second = Container().RunSleeping();
        first.Delete("--force").Succeeded();
        Assert.Equal("running", second.Status);
    }
}
