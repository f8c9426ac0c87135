// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>
/// runtime-spec, config.md "Linux Process", `capabilities`; capabilities(7) for what execve makes of them.
/// </summary>
public sealed class CapabilityTests : ConformanceTest
{
    private static readonly string[] Sets = ["bounding", "effective", "permitted", "inheritable", "ambient"];

    [ContainerFact]
    public void The_default_spec_grants_three()
    {
        ulong expected = CapabilitySet.Of("CAP_AUDIT_WRITE", "CAP_KILL", "CAP_NET_BIND_SERVICE");
        Facts facts = Facts();
        Assert.Equal((expected, expected, expected),
            (facts.Capabilities("bounding"), facts.Capabilities("effective"), facts.Capabilities("permitted")));
        Assert.Equal(0UL, facts.Capabilities("inheritable"));
    }

    [ContainerFact]
    public void Empty_sets_grant_nothing()
    {
        Facts facts = Facts(spec => spec.Capabilities());
        Assert.All(Sets, set => Assert.Equal(0UL, facts.Capabilities(set)));
    }

    [ContainerFact]
    public void No_sets_at_all_grant_nothing()
    {
        Facts facts = Facts(spec => spec.Set("process.capabilities", null));
        Assert.All(Sets, set => Assert.Equal(0UL, facts.Capabilities(set)));
    }

    [ContainerTheory]
    [InlineData("CAP_CHOWN")]
    [InlineData("CAP_NET_ADMIN")]
    [InlineData("CAP_SYS_ADMIN")]
    [InlineData("CAP_SYS_PTRACE")]
    [InlineData("CAP_CHECKPOINT_RESTORE")]
    public void One_name_grants_one_bit(string name)
    {
        Facts facts = Facts(spec => spec.Capabilities(name));
        ulong expected = CapabilitySet.Of(name);
        Assert.Equal((expected, expected, expected),
            (facts.Capabilities("bounding"), facts.Capabilities("effective"), facts.Capabilities("permitted")));
    }

    [ContainerFact]
    public void All_names_grant_all_that_the_host_has_to_give()
    {
        Facts facts = Facts(spec => spec.Capabilities(CapabilitySet.HostNames));
        Assert.Equal((CapabilitySet.Host, CapabilitySet.Host),
            (facts.Capabilities("bounding"), facts.Capabilities("effective")));
    }

    [ContainerFact(RuncDiffers = "fails to apply a capability that it does not have itself")]
    public void A_name_the_runtime_cannot_grant_is_a_warning()
    {
        Container container = Container(spec => spec.Capabilities("CAP_KILL", "CAP_SYS_TIME"));
        Result result =
            container.BeginRun(new Launch { Wrapper = ["setpriv", "--bounding-set=-sys_time"] }).Wait().Succeeded();
        Assert.Equal(CapabilitySet.Of("CAP_KILL"), result.Facts().Capabilities("effective"));
        Assert.Contains("CAP_SYS_TIME", result.Stderr, System.StringComparison.Ordinal);
    }

    [ContainerFact(RuncDiffers = "fails to apply what it cannot give to what exec starts")]
    public void So_is_one_that_cannot_be_granted_to_what_exec_starts()
    {
        Container container = Container().RunSleeping();
        var launch = new Launch { Wrapper = ["setpriv", "--bounding-set=-sys_time"] };
        Result result = container.BeginExec(
            launch, ["--cap", "CAP_SYS_TIME"], ["/bin/probe", "facts"]).Wait().Succeeded();
        Assert.Equal(0ul, result.Facts().Capabilities("effective") & CapabilitySet.Of("CAP_SYS_TIME"));
        Assert.Contains("CAP_SYS_TIME", result.Stderr, System.StringComparison.Ordinal);
        container.Delete("--force").Succeeded();
    }

    [ContainerFact]
    public void A_name_the_kernel_does_not_know_is_a_warning()
    {
        Result result = Container(spec => spec.Capabilities("CAP_KILL", "CAP_OF_THE_FUTURE")).Run().Succeeded();
        Assert.Equal(CapabilitySet.Of("CAP_KILL"), result.Facts().Capabilities("effective"));
        Assert.Contains("CAP_OF_THE_FUTURE", result.Stderr, System.StringComparison.Ordinal);
    }

    [ContainerFact]
    public void A_user_other_than_root_keeps_the_bounding_set_and_has_nothing_effective()
    {
        Facts facts = Facts(spec => spec.Capabilities("CAP_KILL", "CAP_CHOWN").Set("process.user.uid", 1000));
        Assert.Equal(CapabilitySet.Of("CAP_KILL", "CAP_CHOWN"), facts.Capabilities("bounding"));
        Assert.Equal((0UL, 0UL), (facts.Capabilities("effective"), facts.Capabilities("permitted")));
    }

    [ContainerFact]
    public void Ambient_capabilities_reach_a_user_other_than_root()
    {
        ulong expected = CapabilitySet.Of("CAP_NET_BIND_SERVICE");
        Facts facts = Facts(spec =>
        {
            spec.Capabilities("CAP_NET_BIND_SERVICE", "CAP_KILL").Set("process.user.uid", 1000);
            spec["process.capabilities.inheritable"] = new JsonArray("CAP_NET_BIND_SERVICE");
            spec["process.capabilities.ambient"] = new JsonArray("CAP_NET_BIND_SERVICE");
        });
        Assert.Equal((expected, expected, expected, expected),
            (facts.Capabilities("ambient"), facts.Capabilities("inheritable"), facts.Capabilities("effective"),
                facts.Capabilities("permitted")));
    }

    [ContainerFact]
    public void Inheritable_alone_makes_nothing_effective()
    {
        Facts facts = Facts(spec =>
        {
            spec.Capabilities("CAP_KILL").Set("process.user.uid", 1000);
            spec["process.capabilities.inheritable"] = new JsonArray("CAP_KILL");
        });
        Assert.Equal((CapabilitySet.Of("CAP_KILL"), 0UL),
            (facts.Capabilities("inheritable"), facts.Capabilities("effective")));
    }

    [ContainerTheory]
    [InlineData("CAP_NET_RAW", null)]
    [InlineData("CAP_KILL", "EPERM")]
    public void Only_who_has_a_capability_can_use_it(string name, string? errno)
    {
        // socket(AF_INET, SOCK_RAW, IPPROTO_ICMP): raw(7).
        Result result = Container(spec => spec.Capabilities(name)
            .Args("/bin/probe", "syscall", "socket", "2", "3", "1")).Run().Succeeded();
        Assert.Equal(errno, (string?)result.Json()["errno"]);
    }

    [ContainerFact]
    public void Securebits_are_clear() => Assert.Equal(0, Facts().Number("securebits"));
}
