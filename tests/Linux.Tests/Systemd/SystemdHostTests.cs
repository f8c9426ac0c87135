// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Linux.Systemd;

namespace Husk.Linux.Tests.Systemd;

/// <summary>Where systemd is looked for.</summary>
public sealed class SystemdHostTests
{
    [Fact]
    public void Root_goes_to_the_systems_own_socket_first_and_then_to_the_bus() => Assert.Equal(
        ["unix:path=/run/systemd/private", "bus unix:path=/run/dbus/system_bus_socket"], Addresses(user: false));

    [Fact]
    public void A_user_goes_to_his_own() => Assert.Equal(
        ["unix:path=/run/user/1000/systemd/private", "bus unix:path=/run/user/1000/bus"],
        Addresses(user: true, ("XDG_RUNTIME_DIR", "/run/user/1000")));

    [Theory]
    [InlineData(false, "DBUS_SYSTEM_BUS_ADDRESS")]
    [InlineData(true, "DBUS_SESSION_BUS_ADDRESS")]
    public void A_bus_that_the_environment_names_comes_first(bool user, string variable) =>
        Assert.Equal("bus unix:path=/b", Addresses(user, (variable, "unix:path=/b")).First());

    [Fact]
    public void What_means_something_in_an_address_is_escaped() =>
        Assert.Equal(
            "unix:path=/a%3bb%2c%c3%a4/systemd/private", Addresses(user: true, ("XDG_RUNTIME_DIR", "/a;b,ä")).First());

    [Fact]
    public void A_user_without_either_variable_has_nowhere_to_go() => Assert.Empty(Addresses(user: true));

    private static IEnumerable<string> Addresses(bool user, params (string Name, string Value)[] environment) =>
        SystemdHost.Addresses(user, name => environment.FirstOrDefault(each => each.Name == name).Value)
            .Select(each => each.IsBus ? "bus " + each.Address : each.Address);
}
