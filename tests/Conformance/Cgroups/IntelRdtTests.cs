// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Cgroups;

/// <summary>runtime-spec, config-linux.md "IntelRdt", as far as a machine can tell that does not have it.</summary>
public sealed class IntelRdtTests : ConformanceTest
{
    [ContainerFact]
    public void Without_a_resctrl_file_system_it_is_an_error()
    {
        Assert.False(Directory.Exists("/sys/fs/resctrl/info"), "this machine has resctrl: what is said here is for those without");
        Container(spec => spec.Set("linux.intelRdt", new JsonObject { ["l3CacheSchema"] = "L3:0=f" })).Run().Failed(1, "intelRdt");
        Sandbox.AssertNothingLeft();
    }
}
