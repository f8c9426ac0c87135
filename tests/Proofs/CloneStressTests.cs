// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;

namespace Husk.Proofs;

/// <summary>
/// A child of a process with a garbage collector ends as planned, however near the collection was
/// (docs/decisions/0001).
/// </summary>
public sealed class CloneStressTests
{
    private static readonly Lazy<string> Program = new(() => Path.Combine(
        NativeProgram.Publish(
            Path.Combine(Repository.Root, "tests", "Proofs", "CloneStress"),
            Path.Combine(Repository.Root, "out", "clone-stress")),
        "clone-stress"));

    [Fact]
    public void Five_thousand_children_cloned_between_collections_all_end()
    {
        (int code, string said) = Run("5000");
        Assert.Matches("^5000 clones, 5000 ended as planned, 0 hung, [0-9]{4,} collections$", said);
        Assert.Equal(0, code);
    }

    [Fact]
    public void A_child_that_does_not_end_is_noticed()
    {
        (int code, string said) = Run("2", "hang");
        Assert.StartsWith("2 clones, 0 ended as planned, 2 hung", said, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    private static (int Code, string Said) Run(params string[] arguments)
    {
        using Process process =
            Process.Start(new ProcessStartInfo(Program.Value, arguments) { RedirectStandardOutput = true })!;
        string said = process.StandardOutput.ReadToEnd().Trim();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)), "clone-stress took more than a minute");
        return (process.ExitCode, said);
    }
}
