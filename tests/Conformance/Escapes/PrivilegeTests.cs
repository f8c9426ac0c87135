// SPDX-License-Identifier: Apache-2.0
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Escapes;

/// <summary>Rights that slip in through the flags of exec.</summary>
public sealed class PrivilegeTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData("0")]
    [InlineData("1000")]
    public void CVE_2022_29162_a_capability_of_exec_is_not_inheritable(string user)
    {
        Container container = Container().RunSleeping();
        Facts facts =
            container.ExecWith(["--user", user, "--cap", "CAP_NET_RAW"], "/bin/probe", "facts").Succeeded().Facts();
        Assert.Equal(0UL, facts.Capabilities("inheritable"));
    }

    [ContainerFact]
    public void CVE_2022_29162_a_containers_capabilities_are_not_inheritable_unless_the_config_says_so() =>
        Assert.Equal(0UL, Sandbox.Container(spec => spec.Capabilities(CapabilitySet.HostNames)).RunFacts()
            .Capabilities("inheritable"));

    [ContainerTheory]
    [InlineData("root")]
    [InlineData("-1")]
    [InlineData("0x0")]
    [InlineData("1e3")]
    [InlineData("1.5")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1:")]
    [InlineData(":1")]
    [InlineData("1:2:3")]
    [InlineData("1:x")]
    [InlineData("1:-1")]
    [InlineData("4294967295")]
    [InlineData("99999999999999999999")]
    public void CVE_2026_30892_a_user_of_exec_that_is_no_number_is_refused(string user) => ExecAs(user).Failed(255);

    [ContainerTheory(RuncDiffers = "cuts numbers to 32 bits")]
    [InlineData("4294967296")]
    [InlineData("0:4294967296")]
    [InlineData("+1")]
    public void CVE_2026_30892_a_user_of_exec_that_is_no_id_is_refused(string user) => ExecAs(user).Failed(255);

    private Result ExecAs(string user) => Container().RunSleeping().ExecWith(["--user", user], "/bin/true");
}
