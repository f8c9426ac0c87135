// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.BadInput;

/// <summary>Set-up that fails when part of it is done: what was done has to be undone.</summary>
public sealed class HalfwayTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    public void A_mount_that_fails_after_others_leaves_nothing(int position)
    {
        Container container = Container();
        container.Spec["mounts"]!.AsArray().Insert(position, System.Text.Json.Nodes.JsonNode.Parse(
            """{"destination":"/mnt/failing","type":"tmpfs","source":"tmpfs","options":["no-such-option=1"]}"""));
        container.Create().Failed(1, "/mnt/failing");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_device_that_cannot_be_made_leaves_nothing()
    {
        Container container = Container(spec =>
            spec.AddDevice(new() { ["path"] = "/etc/passwd/device", ["type"] = "c", ["major"] = 1, ["minor"] = 3 }));
        Assert.Equal(1, container.Create().ExitCode);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_limit_that_cannot_be_set_leaves_nothing()
    {
        Container container = Container(spec => spec.Set("linux.resources.cpu.cpus", "999"));
        container.Create().Failed(1, "cpuset");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_user_that_cannot_be_become_leaves_nothing()
    {
        Container container = Container(spec => spec.Set("process.user.uid", 4294967295L));
        Assert.Equal(1, container.Create().ExitCode);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void The_same_id_works_after_a_failure()
    {
        Container container = Container(spec => spec.Args("no-such-program"));
        container.Run().Exited(1);
        container.Spec.Args("/bin/true");
        container.Run().Succeeded();
    }

    [ContainerFact]
    public void A_full_disk_for_the_state_is_an_error_and_leaves_nothing()
    {
        Assert.Equal("", CreateOnFullDisk().Stdout);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = "loses the reason on the way")]
    public void A_full_disk_for_the_state_is_told() =>
        Assert.Contains("no space left on device", CreateOnFullDisk().Error, System.StringComparison.OrdinalIgnoreCase);

    /// <summary>Its stdout lists what is in the root afterwards.</summary>
    private Result CreateOnFullDisk()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.WriteConfig();
        string fill = $"""
            mount -t tmpfs -o size=8k,mode=700 state {Sandbox.Root}
            head -c 8192 /dev/zero >{Sandbox.Root}/.filler || true
            """;
        Launch launch = PrivateMounts.Around(fill, $"ls {Sandbox.Root}");
        Result result = Sandbox.Begin(launch, "create", "--bundle", container.Bundle, container.Id).Wait();
        Assert.Single(result.ErrorLines);
        return result;
    }

    [ContainerFact]
    public void A_root_that_cannot_be_made_is_named()
    {
        string file = Sandbox.MakeFile("file");
        Container container = Container();
        container.WriteConfig();
        Sandbox.Command(RuntimeBinary.Path, "--root", file + "/below", "create", "--bundle", container.Bundle,
            container.Id).Failed(1, file);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_broken_state_of_one_container_does_not_hide_the_others()
    {
        Container container = Container().RunSleeping();
        string broken = Path.Combine(Sandbox.Root, "broken");
        Directory.CreateDirectory(broken);
        File.WriteAllText(Path.Combine(broken, "state.json"), "{ not json");
        Result list = Sandbox.Runtime("list", "--quiet");
        Assert.Contains(container.Id, list.Stdout, System.StringComparison.Ordinal);
        Assert.Equal("running", container.Status);
        Directory.Delete(broken, recursive: true);
    }
}
