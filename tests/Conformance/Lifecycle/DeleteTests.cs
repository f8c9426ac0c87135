// SPDX-License-Identifier: Apache-2.0
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
