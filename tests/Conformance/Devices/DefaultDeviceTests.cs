// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Devices;

/// <summary>runtime-spec, config-linux.md "Default Devices", and runtime-linux.md "Dev symbolic links".</summary>
public sealed class DefaultDeviceTests(DefaultContainerRun run) : IClassFixture<DefaultContainerRun>
{
    [ContainerTheory]
    [InlineData("/dev/null", 1, 3)]
    [InlineData("/dev/zero", 1, 5)]
    [InlineData("/dev/full", 1, 7)]
    [InlineData("/dev/random", 1, 8)]
    [InlineData("/dev/urandom", 1, 9)]
    [InlineData("/dev/tty", 5, 0)]
    public void Each_default_device_is_there_for_everybody(string path, int major, int minor)
    {
        JsonObject device = run.Facts.Device(path)!;
        Assert.Equal(("c", major, minor), ((string)device["type"]!, (int)device["major"]!, (int)device["minor"]!));
        Assert.Equal((0x1b6, 0, 0), ((int)device["mode"]!, (int)device["uid"]!, (int)device["gid"]!));
    }

    [ContainerTheory]
    [InlineData("/dev/fd", "/proc/self/fd")]
    [InlineData("/dev/stdin", "/proc/self/fd/0")]
    [InlineData("/dev/stdout", "/proc/self/fd/1")]
    [InlineData("/dev/stderr", "/proc/self/fd/2")]
    [InlineData("/dev/ptmx", "pts/ptmx")]
    public void Each_symbolic_link_is_there(string path, string target)
    {
        JsonObject link = run.Facts.Device(path)!;
        Assert.Equal(("l", target), ((string)link["type"]!, (string)link["target"]!));
    }

    [ContainerFact]
    public void The_terminal_multiplexer_is_the_containers_own() =>
        Assert.Equal((5, 2, 0x1b6), ((int)run.Facts.Device("/dev/pts/ptmx")!["major"]!,
            (int)run.Facts.Device("/dev/pts/ptmx")!["minor"]!, (int)run.Facts.Device("/dev/pts/ptmx")!["mode"]!));

    [ContainerFact]
    public void Without_a_terminal_there_is_no_console() => Assert.Null(run.Facts.Device("/dev/console"));

    [ContainerTheory]
    [InlineData("/dev/kmsg")]
    [InlineData("/dev/vda")]
    [InlineData("/dev/mem")]
    [InlineData("/dev/pts/0")]
    public void Nothing_else_of_the_hosts_devices_is(string path) => Assert.Null(run.Facts.Device(path));
}
