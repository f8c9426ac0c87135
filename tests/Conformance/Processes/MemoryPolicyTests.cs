// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>runtime-spec, config-linux.md "Memory policy", as numa(7) shows it in /proc/PID/numa_maps.</summary>
public sealed class MemoryPolicyTests : ConformanceTest
{
    private const string Before14 = "has no linux.memoryPolicy before 1.4";

    private static readonly string[] ReadMaps = ["/bin/cat", "/proc/self/numa_maps"];

    [ContainerTheory(RuncDiffers = Before14)]
    [InlineData("MPOL_BIND", "0", "bind:0")]
    [InlineData("MPOL_INTERLEAVE", "0", "interleave:0")]
    [InlineData("MPOL_PREFERRED", "0", "prefer:0")]
    [InlineData("MPOL_LOCAL", null, "local")]
    public void The_policy_is_set_or_the_kernel_has_none(string mode, string? nodes, string policy)
    {
        Result result = Container(spec => Policy(spec, mode, nodes).Args(ReadMaps)).Run();
        if (HasPolicies)
        {
            Assert.Equal([policy], Policies(result));
        }
        else
        {
            result.Failed(1, "memory policy", "ENOSYS");
        }
    }

    [ContainerFact]
    public void Without_one_it_is_the_kernels() =>
        Assert.Equal(
            HasPolicies
                ? ["default"]
                : [], Policies(Container(spec => spec.Shell("cat /proc/self/numa_maps || true")).Run()));

    [ContainerFact(RuncDiffers = Before14)]
    public void It_is_that_of_what_exec_starts_too()
    {
        Container container = Container(spec => Policy(spec, "MPOL_BIND", "0"));
        if (HasPolicies)
        {
            container.RunSleeping();
            Assert.Equal(["bind:0"], Policies(container.Exec(ReadMaps)));
            container.Delete("--force").Succeeded();
        }
        else
        {
            container.Run().Failed(1, "memory policy", "ENOSYS");
        }
    }

    [ContainerFact(RuncDiffers = Before14)]
    public void A_node_that_the_machine_does_not_have_is_an_error()
    {
        Container(spec => Policy(spec, "MPOL_BIND", "900")).Run().Failed(1, "memory policy");
        Sandbox.AssertNothingLeft();
    }

    /// <summary>CONFIG_NUMA.</summary>
    private static bool HasPolicies => File.Exists("/proc/self/numa_maps");

    private static Spec Policy(Spec spec, string mode, string? nodes)
    {
        var policy = new JsonObject { ["mode"] = mode };
        if (nodes is not null)
        {
            policy["nodes"] = nodes;
        }

        return spec.Set("linux.memoryPolicy", policy);
    }

    /// <summary>The second word of each line, but for the kernel's own mappings.</summary>
    private static string[] Policies(Result result) =>
        [.. result.Succeeded().Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')[1]).Distinct()];
}
