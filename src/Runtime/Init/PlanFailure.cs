// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Init;

/// <summary>Tells in words which call of a plan failed: the child only sends its number.</summary>
internal static class PlanFailure
{
    /// <summary>
    /// The phrase of the step for that error if it has one, else `TITLE: CALL = ERROR (text)` as strace would.
    /// </summary>
    public static LifecycleException Of(InitPlan plan, PlanReport report)
    {
        PlanStep step = plan.StepOf(report.Call);
        foreach ((int errno, string text) in step.Phrases)
        {
            if (errno == report.Value)
            {
                return new LifecycleException("unable to start container process: " + text);
            }
        }

        var refused = new SyscallException(new CallText(plan).Of(report.Call), report.Value);
        return new LifecycleException($"unable to start container process: {step.Title}: {refused.Message}", refused);
    }
}
