// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Devices;

/// <summary>runtime-spec, config-linux.md "Devices".</summary>
public sealed class DeviceTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData("c", 10, 229, 0x1b0, 1000, 1001)]
    [InlineData("c", 1, 11, 0x124, 0, 4)]
    [InlineData("b", 7, 5, 0x180, 6, 6)]
    public void A_device_has_its_numbers_mode_and_owner(string type, int major, int minor, int mode, int uid, int gid)
    {
        JsonObject device = Facts(spec => spec.AddDevice(Device("/dev/extra", type, major, minor, mode, uid, gid)))
            .Device("/dev/extra")!;
        Assert.Equal((type, major, minor), ((string)device["type"]!, (int)device["major"]!, (int)device["minor"]!));
        Assert.Equal((mode, uid, gid), ((int)device["mode"]!, (int)device["uid"]!, (int)device["gid"]!));
    }

    [ContainerFact]
    public void An_unbuffered_device_is_a_character_device() =>
        Assert.Equal("c", (string)Facts(spec => spec.AddDevice(Device("/dev/extra", "u", 10, 229, 0x1b6, 0, 0)))
            .Device("/dev/extra")!["type"]!);

    [ContainerFact]
    public void A_fifo_needs_no_numbers()
    {
        JsonObject device =
            Facts(spec => spec.AddDevice(new() { ["path"] = "/dev/extra", ["type"] = "p", ["fileMode"] = 0x1a4 }))
                .Device("/dev/extra")!;
        Assert.Equal(("p", 0x1a4), ((string)device["type"]!, (int)device["mode"]!));
    }

    [ContainerTheory(RuncDiffers = "leaves what is there")]
    [InlineData("touch {0}")]
    [InlineData("mkdir {0}")]
    [InlineData("ln -s /dev/null {0}")]
    [InlineData("mknod {0} c 10 230")]
    [InlineData("mknod {0} b 10 229")]
    public void Another_file_in_the_place_of_a_device_is_an_error(string command)
    {
        Container container = Container(
            spec => spec.AddDevice(Device("/extra", "c", 10, 229, 0x1b6, 0, 0)).Set("root.readonly", false));
        Sandbox.Command(
            "/bin/sh", "-c", string.Format(
                System.Globalization.CultureInfo.InvariantCulture, command, container.InRootfs("/extra")))
            .Succeeded();
        container.Run().Failed(1, "/extra");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void The_same_device_in_its_place_is_none()
    {
        Container container = Container(spec =>
            spec.AddDevice(
                Device("/extra", "c", 10, 229, 0x1b6, 0, 0)).Set("root.readonly", false).Args("/bin/probe", "facts"));
        Sandbox.Command("mknod", container.InRootfs("/extra"), "c", "10", "229").Succeeded();
        container.Run().Succeeded();
        container.Run().Succeeded();
    }

    [ContainerFact]
    public void The_runtimes_umask_takes_nothing_from_the_mode()
    {
        Container container = Container(spec => spec.AddDevice(Device("/dev/extra", "c", 10, 229, 0x1b6, 0, 0)));
        Facts facts = container.BeginRun(new Launch { Prelude = "umask 077" }).Wait().Succeeded().Facts();
        Assert.Equal(0x1b6, (int)facts.Device("/dev/extra")!["mode"]!);
        Assert.Equal(0x1b6, (int)facts.Device("/dev/null")!["mode"]!);
    }

    [ContainerFact]
    public void Without_mode_and_owner_a_device_is_roots_and_for_everybody()
    {
        JsonObject device =
            Facts(spec =>
                spec.AddDevice(new() { ["path"] = "/dev/extra", ["type"] = "c", ["major"] = 10, ["minor"] = 229 }))
                    .Device("/dev/extra")!;
        Assert.Equal((0x1b6, 0, 0), ((int)device["mode"]!, (int)device["uid"]!, (int)device["gid"]!));
    }

    [ContainerFact]
    public void Directories_on_the_way_are_made() =>
        Assert.NotNull(Facts(spec => spec.AddDevice(Device("/dev/below/it/extra", "c", 10, 229, 0x1b6, 0, 0)))
            .Device("/dev/below/it/extra"));

    [ContainerFact]
    public void A_default_device_that_is_listed_has_the_lists_mode() =>
        Assert.Equal(0x180, (int)Facts(spec => spec.AddDevice(Device("/dev/full", "c", 1, 7, 0x180, 0, 0)))
            .Device("/dev/full")!["mode"]!);

    [ContainerFact]
    public void A_device_outside_of_dev_is_made_in_the_rootfs()
    {
        Container container =
            Container(spec => spec.Set("root.readonly", false).AddDevice(Device("/mnt/extra", "c", 1, 3, 0x1b6, 0, 0))
            .Shell("echo into nothing >/mnt/extra && cat /mnt/extra"));
        Assert.Equal("", container.Run().Succeeded().Stdout);
        Assert.True(File.Exists(container.InRootfs("/mnt/extra")));
    }

    [ContainerFact]
    public void A_listed_device_can_be_opened()
    {
        Result result = Container(spec => spec.AddDevice(Device("/dev/extra", "c", 1, 5, 0x1b6, 0, 0))
            .Args("/bin/probe", "open", "/dev/extra", "rw")).Run().Succeeded();
        Assert.Null((string?)result.Json()["errno"]);
    }

    [ContainerTheory]
    [InlineData("x")]
    [InlineData("")]
    public void An_unknown_type_is_refused(string type) =>
        Container(spec => spec.AddDevice(Device("/dev/extra", type, 10, 229, 0x1b6, 0, 0))).Run().Failed(1);

    private static JsonObject Device(string path, string type, int major, int minor, int mode, int uid, int gid) =>
        new()
        {
            ["path"] = path,
            ["type"] = type,
            ["major"] = major,
            ["minor"] = minor,
            ["fileMode"] = mode,
            ["uid"] = uid,
            ["gid"] = gid
        };
}
