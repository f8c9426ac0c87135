// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;

namespace Husk.Runtime.Tests.Init;

public sealed class PlanRuleTests
{
    public static TheoryData<string> Names => [.. PlannedSpecs.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_plan_of_a_kept_spec_keeps_the_rules(string name)
    {
        (RuntimeSpec spec, PlanFacts facts) = PlannedSpecs.All[name];
        Assert.Empty(PlanRules.Violations(InitPlanner.Plan(spec, facts).Plan));
    }

    [Fact]
    public void The_plan_of_any_spec_keeps_the_rules()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            (RuntimeSpec spec, PlanFacts facts) = RandomSpec.Of(seed);
            string violations = string.Join('\n', PlanRules.Violations(InitPlanner.Plan(spec, facts).Plan));
            Assert.True(violations.Length == 0, $"seed {seed}:\n{violations}");
        }
    }

    [Fact]
    public void The_plan_of_an_exec_keeps_the_rules()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            (RuntimeSpec spec, PlanFacts facts) = RandomSpec.Of(seed);
            string violations = string.Join(
                '\n', PlanRules.Violations(ExecPlanner.Plan(77, spec.Process!, spec.Linux!, facts).Plan));
            Assert.True(violations.Length == 0, $"seed {seed}:\n{violations}");
        }
    }

    /// <summary>The rules are only worth something if a plan can break them.</summary>
    [Theory]
    [InlineData("backwards", "call 1 jumps to 1")]
    [InlineData("outside", "call 1 jumps to 99")]
    [InlineData("empty slot", "call 1, close(<file>), takes <file>, which may be empty")]
    [InlineData("closed slot", "call 3, close(<file>), takes <file>, which may be empty")]
    [InlineData("no NUL", "the string that is argument 1 of call 0 has no end")]
    [InlineData("unreached", "no way leads to call 1, close(9)")]
    [InlineData("going on", "the last call is not an execve that ends the plan")]
    public void A_plan_that_breaks_a_rule_is_found(string fault, string violation) =>
        Assert.Contains(violation, PlanRules.Violations(Broken(fault)));

    private static InitPlan Broken(string fault)
    {
        var plan = new PlanBuilder();
        Slot file = plan.Slot("file");
        Label end = plan.NewLabel();
        plan.Step("open", "a test");
        PlanBuilder.CallRef open = plan.Call(SYS.openat, Abi.AT_FDCWD, plan.Text("/file"), 0).Into(file);
        switch (fault)
        {
            case "empty slot":
                open.IgnoreAnyError();
                plan.Close(file);
                break;
            case "closed slot":
                plan.Close(file);
                plan.Call(SYS.setsid);
                plan.Close(file);
                break;
            case "unreached":
                open.OnSuccess(end);
                plan.Call(SYS.close, 9);
                break;
        }

        plan.Mark(end);
        PlanBuilder.CallRef execute = plan.Call(SYS.execve, plan.Text("/bin/sh"), plan.Vector(["sh"]), plan.Vector([]));
        if (fault == "going on")
        {
            execute.IgnoreAnyError();
        }

        InitPlan built = plan.Build();
        PlannedCall[] calls = built.Calls.ToArray();
        byte[] data = built.Data.ToArray();
        calls[1].OnPositive = fault switch { "backwards" => 1, "outside" => 99, _ => calls[1].OnPositive };
        if (fault == "no NUL")
        {
            data.AsSpan((int)calls[0].B).Fill((byte)'x');
        }

        return new InitPlan
        {
            Steps = built.Steps,
            Calls = calls,
            Data = data,
            Pointers = built.Pointers,
            SlotNames = built.SlotNames,
        };
    }
}
