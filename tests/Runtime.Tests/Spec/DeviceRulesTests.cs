// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class DeviceRulesTests
{
    private static readonly Device Fuse = new() { Type = "c", Path = "/dev/fuse", Major = 10, Minor = 229 };

    [Theory]
    [InlineData("c")]
    [InlineData("b")]
    [InlineData("u")]
    [InlineData("p")]
    public void Four_types_are_taken(string type) => AssertTaken(With(Fuse with { Type = type }));

    [Fact]
    public void Another_type_is_refused() =>
        AssertRefused(
            With(Fuse with { Type = "a" }),
            "$.linux.devices[0].type",
            "\"a\" is not a type of device; known are c, b, u, p");

    [Fact]
    public void A_missing_type_is_refused() =>
        AssertRefused(With(Fuse with { Type = "" }), "$.linux.devices[0].type", "is missing; known are c, b, u, p");

    [Fact]
    public void A_missing_path_is_refused() =>
        AssertRefused(With(Fuse with { Path = "" }), "$.linux.devices[0].path", "is missing");

    [Fact]
    public void A_relative_path_is_refused() =>
        AssertRefused(
            With(Fuse with { Path = "dev/fuse" }), "$.linux.devices[0].path", "\"dev/fuse\" is not absolute");

    [Theory]
    [InlineData(-1)]
    [InlineData(4096)]
    public void A_major_number_that_does_not_fit_is_refused(long major) =>
        AssertRefused(
            With(Fuse with { Major = major }), "$.linux.devices[0].major", $"{major} is not in the range 0 to 4095");

    [Theory]
    [InlineData(-1)]
    [InlineData(1048576)]
    public void A_minor_number_that_does_not_fit_is_refused(long minor) =>
        AssertRefused(
            With(Fuse with { Minor = minor }), "$.linux.devices[0].minor", $"{minor} is not in the range 0 to 1048575");

    [Fact]
    public void Two_devices_at_one_path_are_refused() =>
        AssertRefused(
            With(Fuse, Fuse with { Path = "/dev//fuse", Minor = 1 }),
            "$.linux.devices[1].path",
            "/dev//fuse is another device in entry 0");

    [Fact]
    public void One_device_at_two_paths_is_a_warning() =>
        AssertWarned(
            With(Fuse, Fuse with { Type = "u", Path = "/dev/fuse2" }),
            "$.linux.devices[1]: /dev/fuse2 is the same device as /dev/fuse in entry 0");

    [Fact]
    public void Block_and_character_devices_with_one_number_are_two() =>
        AssertTaken(With(Fuse, Fuse with { Type = "b", Path = "/dev/other" }));

    private static RuntimeSpec With(params Device[] devices) => WithLinux(linux => linux with { Devices = devices });
}
