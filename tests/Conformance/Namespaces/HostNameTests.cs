// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Namespaces;

/// <summary>runtime-spec, config.md "Hostname" and "Domainname".</summary>
public sealed class HostNameTests : ConformanceTest
{
    [ContainerFact]
    public void The_host_name_is_set_inside_and_only_there()
    {
        string before = Environment.MachineName;
        Assert.Equal("name-of-the-container",
            Facts(spec => spec.Set("hostname", "name-of-the-container")).Text("hostname"));
        Assert.Equal(before, File.ReadAllText("/proc/sys/kernel/hostname").Trim());
    }

    [ContainerFact]
    public void Without_a_host_name_a_new_uts_namespace_keeps_the_hosts() =>
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/hostname")
            .Trim(), Facts(spec => spec.Set("hostname", null)).Text("hostname"));

    [ContainerFact]
    public void A_host_name_without_a_uts_namespace_is_refused() =>
        Container(spec => spec.WithoutNamespace("uts").Set("hostname", "name")).Run().Failed(1, "uts");

    [ContainerFact(RuncDiffers = "has no domainname before 1.2")]
    public void The_domain_name_is_set_inside_and_only_there()
    {
        string before = File.ReadAllText("/proc/sys/kernel/domainname");
        Assert.Equal("domain.example", Facts(spec => spec.Set("domainname", "domain.example")).Text("domainname"));
        Assert.Equal(before, File.ReadAllText("/proc/sys/kernel/domainname"));
    }

    [ContainerFact(RuncDiffers = "has no domainname before 1.2")]
    public void A_domain_name_without_a_uts_namespace_is_refused() =>
        Container(spec => spec.WithoutNamespace("uts").Set("hostname", null).Set("domainname", "domain.example")).Run()
            .Failed(1, "uts");
}
