// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using Husk.Linux;
using Husk.Runtime.Init;

namespace Husk.Runtime.Tests.Init;

/// <summary>A plan as a golden file holds it: every call with every way on, so that no change hides.</summary>
internal static class PlanPrinter
{
    public static string Print(InitPlan plan)
    {
        var text = new StringBuilder();
        var calls = new CallText(plan);
        for (int i = 0; i < plan.Calls.Length; i++)
        {
            PlanStep step = plan.StepOf(i);
            if (step.First == i)
            {
                AppendStep(text, step);
            }

            PlannedCall call = plan.Calls.Span[i];
            text.Append("  ").Append(calls.Of(i));
            text.Append(calls.ResultOf(i) is { } slot ? " = " + slot : "");
            AppendWays(text, call, i);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static void AppendStep(StringBuilder text, PlanStep step)
    {
        text.Append(CultureInfo.InvariantCulture, $"{step.Actor}: {step.Title}\n  # {step.Why}\n");
        foreach ((int errno, string phrase) in step.Phrases)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Errno.Name(errno)} reads: {phrase}\n");
        }
    }

    private static void AppendWays(StringBuilder text, PlannedCall call, int index)
    {
        AppendWay(text, call.Error1, call.OnError1, index);
        AppendWay(text, call.Error2, call.OnError2, index);
        text.Append(
            call.Minimum != 0 ? string.Create(CultureInfo.InvariantCulture, $" [below {call.Minimum}: fail]") : "");
        text.Append(call.OnZero != 0 ? " [0: " + Way(call.OnZero, index) + "]" : "");
        text.Append(call.OnPositive != 0 ? " [more: " + Way(call.OnPositive, index) + "]" : "");
    }

    private static void AppendWay(StringBuilder text, short error, int target, int index)
    {
        if (error != 0)
        {
            text.Append(" [").Append(error == PlannedCall.AnyError ? "any error" : Errno.Name(error)).Append(
                ": ").Append(Way(target, index)).Append(']');
        }
    }

    /// <summary>Counted from the call, so that one more call elsewhere does not show as a change here.</summary>
    private static string Way(int target, int index) => target switch
    {
        0 => "go on",
        PlannedCall.Stop => "stop",
        _ => string.Create(CultureInfo.InvariantCulture, $"skip {target - index - 1}"),
    };
}
