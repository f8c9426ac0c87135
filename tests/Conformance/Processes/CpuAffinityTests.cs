// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>runtime-spec, config.md "Linux Process": `execCPUAffinity`.</summary>
public sealed class CpuAffinityTests : ConformanceTest
{
    private const string Before12 = "has no process.execCPUAffinity before 1.3";
    private static readonly long Last = Environment.ProcessorCount - 1;

    [ContainerFact(RuncDiffers = Before12)]
    public void A_process_that_joins_runs_on_the_final_CPUs()
    {
        Container container = Sleeping(new JsonObject { ["initial"] = "0", ["final"] = $"{Last}" });
        Assert.Equal([Last], container.Exec("/bin/probe", "facts").Succeeded().Facts().Numbers("cpus"));
        container.Delete("--force").Succeeded();
    }

    [ContainerFact]
    public void The_first_process_does_not() =>
        Assert.Equal(
            Environment.ProcessorCount,
            Facts(spec => spec.Set("process.execCPUAffinity", new JsonObject { ["final"] = "0" })).Numbers(
                "cpus").Length);

    [ContainerFact(RuncDiffers = Before12)]
    public void A_process_given_as_a_file_has_its_own()
    {
        Container container = Sleeping(new JsonObject { ["final"] = "0" });
        JsonObject process = JsonNode.Parse(container.Spec["process"]!.ToJsonString())!.AsObject();
        process["args"] = Spec.Texts(["/bin/probe", "facts"]);
        process["execCPUAffinity"] = new JsonObject { ["final"] = $"{Last}" };
        string file = Sandbox.MakeFile("process.json", process.ToJsonString());
        Facts facts = Sandbox.Runtime("exec", "--process", file, container.Id).Succeeded().Facts();
        Assert.Equal([Last], facts.Numbers("cpus"));
        container.Delete("--force").Succeeded();
    }

    [ContainerFact(RuncDiffers = Before12)]
    public void CPUs_that_the_machine_does_not_have_are_an_error()
    {
        Container container = Sleeping(new JsonObject { ["final"] = "4000" });
        container.Exec("/bin/probe", "facts").Failed(255, "4000");
        container.Delete("--force").Succeeded();
    }

    [ContainerFact(RuncDiffers = Before12)]
    public void What_is_no_list_of_CPUs_is_an_error() =>
        Container(
            spec => spec.Set("process.execCPUAffinity", new JsonObject { ["initial"] = "a-b" })).Run().Failed(1, "a-b");

    private Container Sleeping(JsonObject affinity) =>
        Container(spec => spec.Set("process.execCPUAffinity", affinity)).RunSleeping();
}
