// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>crun's `mounts add` and `mounts remove`.</summary>
public sealed class MountsTests : ConformanceTest
{
    private const string None = "has no mounts command";

    [ContainerFact(RuncDiffers = None)]
    public void A_mount_comes_and_goes_in_a_running_container()
    {
        File.WriteAllText(Path.Combine(Sandbox.MakeDirectory("volume"), "file"), "from the host\n");
        string file = Sandbox.MakeFile(
            "mounts.json",
            $$"""
            [{"destination": "/tmp/volume", "type": "bind", "source": "{{Sandbox.Path}}/volume", "options": ["bind", "ro"]},
             {"destination": "/tmp/memory", "type": "tmpfs", "source": "tmpfs", "options": ["size=64k"]}]
            """);
        Container container = Container(spec => spec.Mount("/tmp", "tmpfs", "tmpfs")).RunSleeping();

        Sandbox.Runtime("mounts", "add", container.Id, file).Succeeded();
        Assert.Equal("from the host\n", container.Exec("/bin/cat", "/tmp/volume/file").Succeeded().Stdout);
        container.Exec("/bin/sh", "-c", "echo >/tmp/volume/file").Exited(1);
        container.Exec("/bin/sh", "-c", "echo >/tmp/memory/file").Succeeded();
        Assert.Contains(
            " /tmp/memory ", container.Exec(
                "/bin/cat", "/proc/self/mountinfo").Stdout, System.StringComparison.Ordinal);

        Sandbox.Runtime("mounts", "remove", container.Id, file).Succeeded();
        container.Exec("/bin/cat", "/tmp/volume/file").Exited(1);
        Assert.DoesNotContain(
            " /tmp/memory ", container.Exec(
                "/bin/cat", "/proc/self/mountinfo").Stdout, System.StringComparison.Ordinal);
    }

    [ContainerFact(RuncDiffers = None)]
    public void A_container_with_a_user_namespace_gets_them_too()
    {
        File.WriteAllText(Path.Combine(Sandbox.MakeDirectory("volume"), "file"), "from the host\n");
        string file = Sandbox.MakeFile(
            "mounts.json",
            $$"""[{"destination": "/tmp/volume", "type": "bind", "source": "{{Sandbox.Path}}/volume", "options": ["bind"]}]""");
        Container container = Container(spec => spec.Namespace("user").Mount("/tmp", "tmpfs", "tmpfs")).RunSleeping();
        Sandbox.Runtime("mounts", "add", container.Id, file).Succeeded();
        Assert.Equal("from the host\n", container.Exec("/bin/cat", "/tmp/volume/file").Succeeded().Stdout);
    }

    [ContainerTheory(RuncDiffers = None)]
    [InlineData("""{"destination": "/tmp"}""", "expected an array")]
    [InlineData("""[{"type": "tmpfs"}]""", "$.mounts[0].destination")]
    [InlineData("""[{"destination": "/tmp/x", "type": "cgroup"}]""", "$.mounts[0].type")]
    [InlineData("""[{"destination": "/tmp/x", "type": "bind", "source": "/no/such/file"}]""", "/no/such/file")]
    public void What_cannot_be_mounted_is_named(string mounts, string culprit)
    {
        Container container = Container().RunSleeping();
        Sandbox.Runtime("mounts", "add", container.Id, Sandbox.MakeFile("mounts.json", mounts)).Failed(1, culprit);
    }

    [ContainerFact(RuncDiffers = None)]
    public void A_container_that_does_not_run_is_refused()
    {
        Container container = Container().RunSleeping();
        container.Kill();
        container.WaitForStatus("stopped");
        Sandbox.Runtime("mounts", "add", container.Id, Sandbox.MakeFile("mounts.json", "[]")).Failed(1, "stopped");
    }
}
