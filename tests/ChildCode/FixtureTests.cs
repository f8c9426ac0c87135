// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Linq;

namespace Husk.ChildCode;

/// <summary>Proves the walk on code that is known: each thing a child may not do is found, and what it may do is
/// not.</summary>
public sealed class FixtureTests(FixtureBinary fixture) : IClassFixture<FixtureBinary>
{
    [Fact]
    public void System_calls_and_native_memory_are_allowed()
    {
        CallWalk walk = fixture.WalkFrom("Good__Run");

        Assert.Empty(walk.Findings);
        Assert.Equal(["__errno_location", "syscall"], walk.Libraries.Order());
        Assert.Contains("fixture_Husk_ChildCode_Fixture_Good__Once", walk.Walked);
    }

    /// <summary>The import that is free of polls returns what the kernel returned: getpid succeeds, call 100,000 does
    /// not.</summary>
    [Fact]
    public void The_allowed_import_makes_system_calls()
    {
        using Process process = Process.Start(fixture.Path);
        process.WaitForExit();

        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData("Allocates", "allocates")]
    [InlineData("Boxes", "allocates")]
    [InlineData("Throws", "throws")]
    [InlineData("ChecksBounds", "throws")]
    [InlineData("RunsATypeInitialiser", "type initialiser")]
    [InlineData("CallsAnInterface", "cannot be followed")]
    [InlineData("CallsADelegate", "cannot be followed")]
    [InlineData("CallsThroughAPointer", "cannot be followed")]
    [InlineData("JumpsThroughATable", "cannot be followed")]
    [InlineData("WritesAReference", "writes a reference")]
    [InlineData("MakesATransition", "transition")]
    [InlineData("Polls", "polls for a garbage collection")]
    [InlineData("IsEnteredFromNativeCode", "enters managed code")]
    [InlineData("CallsAnotherFunctionOfLibc", "library's function")]
    [InlineData("Casts", "casts")]
    [InlineData("AllocatesFarAway", "allocates")]
    public void What_a_child_may_not_do_is_found(string function, string reason)
    {
        CallWalk walk = fixture.WalkFrom("Bad__" + function);

        Assert.Contains(walk.Findings, finding => finding.Reason.Contains(reason, System.StringComparison.Ordinal));
    }

    [Fact]
    public void The_way_to_a_finding_is_told()
    {
        CallWalk walk = fixture.WalkFrom("Bad__AllocatesFarAway");

        Finding finding = Assert.Single(walk.Findings);
        Assert.Equal(
            ["AllocatesFarAway", "Between", "Allocates"],
            finding.Path.Select(name => name.Split("Bad__")[1]));
        Assert.StartsWith("RhpNew", finding.Target, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_that_is_not_there_is_an_error()
    {
        var error = Assert.Throws<System.InvalidOperationException>(() => fixture.WalkFrom("Good__Gone"));

        Assert.Contains("Good__Gone", error.Message, System.StringComparison.Ordinal);
    }
}
