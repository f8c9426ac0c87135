// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Proofs;

/// <summary>`husk-oci plan` tells the truth: strace sees the calls it prints, in that order, and no other.</summary>
public sealed class PlanTraceTests : ConformanceTest
{
    [Theory]
    [InlineData("default")]
    [InlineData("absent masked path")]
    [InlineData("many masked paths")]
    [InlineData("program in PATH")]
    [InlineData("bind")]
    [InlineData("user namespace")]
    [InlineData("time offsets")]
    [InlineData("seccomp")]
    [InlineData("seccomp without no_new_privs")]
    [InlineData("other user")]
    [InlineData("host network")]
    public void A_run_makes_the_calls_of_its_plan(string bundle)
    {
        Container container = Container(spec => Edit(spec.Args("/bin/probe", "exit", "0"), bundle));
        PlanGraph plan = PlanGraph.Of(Sandbox, container);
        string log = Path.Combine(Sandbox.Path, "strace");
        container.BeginRun(new Launch { Wrapper = ["strace", "-f", "-s", "4096", "-o", log] }).Wait().Exited(0);
        Dictionary<int, List<TracedCall>> processes = StraceLog.Parse(File.ReadLines(log)).Processes;

        List<TracedCall> runtime = processes.First().Value;
        int first = runtime.FindIndex(call => call.Name == "socketpair");
        int clone = runtime.FindIndex(first, call => call.Name == "clone3");
        PlanWalk.Runtime(plan, runtime[first..(clone + 1)]);

        (int Pid, int From)? child = ((int)runtime[clone].Result, plan.Clone + 1);
        while (child is { } next)
        {
            List<TracedCall> calls = processes[next.Pid];
            int executed = calls.FindIndex(call => call.Name == "execve" && call.Error is null);
            int[] walked = PlanWalk.Child(plan, next.From, executed < 0 ? calls : calls[..(executed + 1)], out child);
            PlanWalk.AssertEnded(plan, walked);
        }
    }

    private static void Edit(Spec spec, string bundle)
    {
        switch (bundle)
        {
            case "absent masked path":
                spec.Set("linux.maskedPaths", Spec.Texts(["/nowhere", "/proc/nothing", "/proc/kcore"]));
                break;
            case "many masked paths":
                spec.Set("linux.maskedPaths",
                    Spec.Texts(["/proc/kcore", "/proc/irq", "/tmp", "/etc", "/etc/passwd", "/nowhere"]));
                break;
            case "program in PATH":
                spec.Args("true").Env("PATH=/sbin:/nowhere:/bin");
                break;
            case "bind":
                spec.Bind("/etc/hostname", "/etc/hostname", "ro").Bind("/usr", "/host", "rbind", "rro");
                break;
            case "user namespace":
                spec.UserNamespace();
                break;
            case "time offsets":
                spec.Namespace("time").Set("linux.timeOffsets", new JsonObject
                {
                    ["monotonic"] = new JsonObject { ["secs"] = 1000 },
                });
                break;
            case "seccomp" or "seccomp without no_new_privs":
                spec.Set("process.noNewPrivileges", bundle == "seccomp").Set("linux.seccomp", new JsonObject
                {
                    ["defaultAction"] = "SCMP_ACT_ALLOW",
                    ["syscalls"] = new JsonArray(new JsonObject
                    {
                        ["names"] = Spec.Texts(["reboot"]),
                        ["action"] = "SCMP_ACT_ERRNO",
                    }),
                });
                break;
            case "other user":
                spec.Set("process.user.uid", 1000).Set("process.user.gid", 1000).Set("process.cwd", "/home");
                break;
            case "host network":
                spec.WithoutNamespace("network");
                break;
        }
    }
}
