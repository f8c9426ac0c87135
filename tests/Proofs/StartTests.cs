// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Proofs;

/// <summary>docs/decisions/0008-before-main.md: what the .NET runtime does not look for when husk-oci starts.</summary>
public sealed class StartTests : ConformanceTest
{
    [Fact]
    public void Nothing_is_read_to_learn_of_limits_and_stacks()
    {
        string log = Path.Combine(Sandbox.Path, "strace");
        Container container = Container(spec => spec.Args("/bin/probe", "exit", "0"));
        container.BeginRun(new Launch { Wrapper = ["strace", "-f", "-s", "4096", "-o", log] }).Wait().Exited(0);
        string[] before =
            [.. File.ReadLines(log).TakeWhile(call => !call.Contains("/config.json\"", StringComparison.Ordinal))];
        Assert.Contains(before, call => call.Contains("execve(", StringComparison.Ordinal));
        Assert.DoesNotContain(before, call => call.Contains("\"/proc/self/m", StringComparison.Ordinal));
        Assert.DoesNotContain(before, call => call.Contains("/memory.stat\"", StringComparison.Ordinal));
    }

    [Fact]
    public void The_one_thread_holds_its_signals_back()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "signals"));
        Invocation run = container.BeginRun(Launch.Default);
        Eventually.True(() => run.Stdout.StartsWith("ready", StringComparison.Ordinal), "the process runs");
        const ulong Terminate = 1ul << (15 - 1);
        string task = Assert.Single(Directory.GetDirectories($"/proc/{run.Pid}/task"));
        Assert.Equal(Terminate, HeldBack(task) & Terminate);
        container.Kill("KILL").Succeeded();
        run.Wait().Exited(128 + 9);
    }

    private static ulong HeldBack(string task) => Convert.ToUInt64(
        File.ReadLines(task + "/status").Single(line => line.StartsWith("SigBlk:", StringComparison.Ordinal))[7..]
            .Trim(), 16);
}
