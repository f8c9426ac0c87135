// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Husk.Proofs;

/// <summary>Follows a plan with the calls that were seen: each must be the one that the plan says comes next.</summary>
internal static partial class PlanWalk
{
    /// <summary>The runtime's part, from the plan's first call to the clone.</summary>
    /// <returns>Which of the plan's calls each of those seen is.</returns>
    public static int[] Runtime(PlanGraph plan, IReadOnlyList<TracedCall> seen)
    {
        int[] walked = Follow(plan, 0, seen, out _);
        Assert.True(walked[^1] == plan.Clone,
            $"the runtime's part ends at call {walked[^1]} and not with the clone, {plan.Clone}");
        Assert.Equal(seen.Count, walked.Length);
        return walked;
    }

    /// <summary>A child's calls, from the one behind a clone up to its execve or exit.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="from">Where the plan has the child begin.</param>
    /// <param name="seen">Everything the process did before it was another program.</param>
    /// <param name="born">The process that it cloned itself, and where that begins.</param>
    public static int[] Child(PlanGraph plan, int from, IReadOnlyList<TracedCall> seen, out (int Pid, int From)? born)
    {
        int[] walked = Follow(plan, from, seen, out born);
        Assert.Equal(seen.Count, walked.Length);
        return walked;
    }

    /// <summary>That nothing of the plan was left over.</summary>
    public static void AssertEnded(PlanGraph plan, int[] walked) =>
        Assert.True(
            plan.Name(walked[^1]) == "exit_group"
                || plan.Title(walked[^1]).StartsWith("execute ", System.StringComparison.Ordinal),
            $"the child ends at call {walked[^1]}, {plan.Text(walked[^1])}");

    private static int[] Follow(PlanGraph plan, int from, IReadOnlyList<TracedCall> seen, out (int Pid, int From)? born)
    {
        var walked = new List<int>();
        born = null;
        int? at = from;
        foreach (TracedCall call in seen)
        {
            Assert.True(at is not null && at < plan.Length, $"after the plan's end: {call}");
            int expected = SkipNumbered(plan, at.Value, call, walked);
            if (expected < 0)
            {
                walked.Add(walked[^1]);
                continue;
            }

            Assert.True(plan.Name(expected) == call.Name,
                $"call {expected} is {plan.Text(expected)} in the plan, and was {call}");
            AssertSameTexts(plan.Text(expected), call.Text);
            walked.Add(expected);
            if (expected == plan.Clone)
            {
                break;
            }

            if (call.Name == "clone3" && call.Result > 0)
            {
                born = ((int)call.Result, plan.Next(expected, call with { Result = 0 })!.Value);
            }

            at = plan.Next(expected, call);
        }

        return [.. walked];
    }

    /// <summary>-1 for a descriptor's close that the plan, made by another process, has no place for.</summary>
    private static int SkipNumbered(PlanGraph plan, int at, TracedCall call, List<int> walked)
    {
        bool within = walked.Count > 0 && plan.Title(walked[^1]) == plan.Title(at > 0 ? at - 1 : 0);
        while (at + 1 < plan.Length && plan.ClosesByNumber(at))
        {
            at++;
        }

        return within && call.Name == "close" && plan.Name(at) != "close" && plan.ClosesByNumber(at - 1) ? -1 : at;
    }

    /// <summary>
    /// What both print in quotes: paths, names, options. Not where `plan` cannot know the container's id, not bytes
    /// that each escapes in its own way, and not what a call returns.
    /// </summary>
    private static void AssertSameTexts(string planned, string seen)
    {
        string[] unlike = ["STATE/", "_ses.", "\\"];
        if (seen.Length == 0 || Quoted().Count(planned) == 0
            || unlike.Any(part => planned.Contains(part, System.StringComparison.Ordinal)))
        {
            return;
        }

        Assert.Equal(Quoted().Matches(planned).Select(match => match.Value),
            Quoted().Matches(seen).Select(match => match.Value));
    }

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Quoted();
}
