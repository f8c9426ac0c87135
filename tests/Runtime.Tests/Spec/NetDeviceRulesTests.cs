// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class NetDeviceRulesTests
{
    [Fact]
    public void Devices_need_a_network_namespace() =>
        AssertRefused(
            With(("eth0", "")).Without("network"),
            "$.linux.netDevices",
            "needs a network namespace to move interfaces into");

    [Fact]
    public void Devices_are_moved_with_and_without_a_new_name() =>
        AssertTaken(With(
            ("eth0", ""), ("eth1", "inside"), ("eth2", "eth%d"), ("eth3", "eth%d"), ("fifteen-letters", "")));

    [Theory]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("..")]
    [InlineData("a%sb")]
    [InlineData("%d%d")]
    public void What_the_kernel_does_not_take_as_a_name_is_refused(string name) =>
        AssertRefused(
            With(("eth0", name)),
            "$.linux.netDevices.eth0.name",
            $"\"{(name == "%d%d" ? "%d0" : name)}\" cannot be the name of a network interface");

    [Fact]
    public void A_name_has_15_bytes_at_most() =>
        AssertRefused(
            With(("eth0", "sixteen-letters-")),
            "$.linux.netDevices.eth0.name",
            "\"sixteen-letters-\" is longer than 15 bytes");

    [Fact]
    public void A_name_on_the_host_is_checked_too()
    {
        AssertRefused(
            With(("a/b", "x")), "$.linux.netDevices[\"a/b\"]", "\"a/b\" cannot be the name of a network interface");
        AssertRefused(With(("", "x")), "$.linux.netDevices[\"\"]", "has no name");
    }

    [Fact]
    public void Two_devices_with_one_name_are_refused() =>
        AssertRefused(
            With(("eth0", "x"), ("eth1", "x")), "$.linux.netDevices.eth1.name", "\"x\" is taken by another device");

    private static RuntimeSpec With(params (string Host, string Name)[] devices) => WithLinux(linux => linux with
    {
        NetDevices = new Dictionary<string, NetDevice>(
            devices.Select(d => KeyValuePair.Create(d.Host, new NetDevice { Name = d.Name }))),
    });
}
