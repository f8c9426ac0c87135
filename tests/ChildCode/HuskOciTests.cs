// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Xunit.Abstractions;

namespace Husk.ChildCode;

/// <summary>The code that husk-oci's cloned child runs, read in the binary that is shipped.</summary>
public sealed class HuskOciTests(ITestOutputHelper output)
{
    /// <summary>
    /// After the clone there is one thread in a process whose collector believes in more. What waits, waits for ever:
    /// docs/decisions/0001.
    /// </summary>
    [Fact]
    public void The_child_makes_system_calls_and_nothing_else()
    {
        string binary = Environment.GetEnvironmentVariable("HUSK_OCI") is { Length: > 0 } named
            ? named
            : Path.Combine(Repository.Root, "out", "bin", "husk-oci");

        CallWalk walk = CallWalk.From(
            Objdump.Disassemble(binary),
            "Husk_Runtime_Husk_Runtime_Init_PlanInterpreter__Run",
            "Husk_Runtime_Husk_Runtime_Init_PlanInterpreter__",
            "Husk_Linux_Syscalls_Husk_Linux_Syscalls_");

        output.WriteLine(walk.Tree);
        Assert.True(walk.Findings.Count == 0,
            string.Join('\n', walk.Findings.Select(finding => finding.ToString()).Append(walk.Tree)));
        Assert.Contains("syscall", walk.Libraries);
    }
}
