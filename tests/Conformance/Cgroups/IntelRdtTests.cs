// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Cgroups;

/// <summary>
/// runtime-spec, config-linux.md "IntelRdt", as far as every machine can tell: where resctrl is not mounted.
/// </summary>
public sealed class IntelRdtTests : ConformanceTest
{
    /// <summary>In a mount namespace of its own, so that it is not mounted there whatever the machine has.</summary>
    private static readonly string[] WithoutResctrl =
        ["unshare", "--mount", "/bin/sh", "-c", "umount /sys/fs/resctrl 2>/dev/null; exec \"$@\"", "sh"];

    [ContainerFact]
    public void Without_a_resctrl_file_system_it_is_an_error()
    {
        Container container = Container(
            spec => spec.Set("linux.intelRdt", new JsonObject { ["l3CacheSchema"] = "L3:0=f" }));
        container.BeginRun(new Launch { Wrapper = WithoutResctrl }).Wait().Failed(1, "intelRdt");
        Sandbox.AssertNothingLeft();
    }
}
