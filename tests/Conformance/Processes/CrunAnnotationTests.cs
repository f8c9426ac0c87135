// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>The `run.oci.*` annotations of crun(1).</summary>
public sealed class CrunAnnotationTests : ConformanceTest
{
    private const string None = "knows none of crun's annotations";

    [ContainerFact(RuncDiffers = None)]
    public void The_callers_groups_can_be_kept()
    {
        Container container = Container(spec => spec
            .Set("annotations", new JsonObject { ["run.oci.keep_original_groups"] = "1" }).Shell("id -G"));
        container.WriteConfig();
        Result run = Sandbox.BeginCommand(
            Launch.Default,
            ["setpriv", "--groups", "7,8", RuntimeBinary.Path, "--root", Sandbox.Root, "run", "--bundle",
                container.Bundle, container.Id])
            .Wait().Succeeded();
        Assert.Equal("0 7 8\n", run.Stdout);
        container.Edit(spec => spec.Set("annotations", null)).WriteConfig();
        Assert.Equal("0\n", container.Run().Succeeded().Stdout);
    }

    [ContainerFact(RuncDiffers = None)]
    public void What_hooks_print_can_go_to_files()
    {
        string stdout = Path.Combine(Sandbox.Path, "stdout"), stderr = Path.Combine(Sandbox.Path, "stderr");
        File.WriteAllText(stdout, "before\n");
        Container container = Container(spec => spec.Args("/bin/true").Set(
            "annotations", new JsonObject { ["run.oci.hooks.stdout"] = stdout, ["run.oci.hooks.stderr"] = stderr }));
        var hook = new JsonObject { ["path"] = "/bin/sh", ["args"] = Args("sh", "-c", "echo out; echo err >&2") };
        container.Spec["hooks"] = new JsonObject { ["createRuntime"] = new JsonArray(hook) };
        container.Run().Succeeded();
        Assert.Equal("before\nout\n", File.ReadAllText(stdout));
        Assert.Equal("err\n", File.ReadAllText(stderr));
    }

    [ContainerFact(RuncDiffers = None)]
    public void An_unknown_syscall_of_the_profile_can_be_an_error()
    {
        Container container = Container(spec => spec.Args("/bin/true"));
        container.Spec["linux.seccomp"] = JsonNode.Parse(
            """{"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{"names": ["no_such_call"], "action": "SCMP_ACT_ERRNO"}]}""");
        container.Run().Succeeded();
        container.Spec["annotations"] = new JsonObject { ["run.oci.seccomp_fail_unknown_syscall"] = "1" };
        container.Run().Failed(1, "no_such_call");
    }

    private static JsonArray Args(params IEnumerable<string> words) => [.. words.Select(word => (JsonNode)word)];
}
