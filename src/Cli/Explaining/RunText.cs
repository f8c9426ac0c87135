// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using Husk.Engine.Explaining;

namespace Husk.Cli.Explaining;

/// <summary>What a <c>run</c> would do, as text: <c>#</c> why, <c>$</c> in a shell, <c>|</c> a system call, <c>~</c>
/// what is not known yet.</summary>
internal static class RunText
{
    public static string Of(ExplainedRun run, bool calls)
    {
        // As a shell would have it: the ID alone is most of a line.
        var lines = new Lines(text => text
            .Replace(run.Directory, "$C", StringComparison.Ordinal)
            .Replace(run.ContainerId, "$ID", StringComparison.Ordinal));
        lines.Verbatim(0, $"image      {run.Image}  {run.ImageId}");
        lines.Verbatim(0, $"container  {(run.Name.Length > 0 ? run.Name : "of a name that is chosen later")}");
        lines.Verbatim(0, $"command    {string.Join(' ', run.Command)}");
        lines.Verbatim(0, $"ID         {run.ContainerId}");
        lines.Verbatim(0, $"C          {run.Directory}");
        lines.Heading("Nothing of this has been done.  # why   $ in a shell   ~ not known before"
            + (calls ? "   | system call" : ""));
        for (int i = 0; i < run.Phases.Count; i++)
            Phase(lines, i + 1, run.Phases[i], calls);
        return lines.ToString();
    }

    private static void Phase(Lines lines, int number, ExplainedPhase phase, bool calls)
    {
        lines.Heading(string.Create(CultureInfo.InvariantCulture, $"{number}. {phase.Title}"));
        if (phase.Steps.Count == 0)
            lines.Line(4, "", "nothing to do");
        string actor = "husk";
        for (int i = 0; i < phase.Steps.Count; i++)
        {
            ExplainedStep step = phase.Steps[i];
            if (step.Actor != actor)
                lines.Line(2, "", $"({Actor(step.Actor)})");
            actor = step.Actor;
            lines.Line(2, string.Create(CultureInfo.InvariantCulture, $"{number}.{i + 1} "), step.Title);
            if (step.Why.Length > 0)
                lines.Line(6, "# ", step.Why);
            foreach (string line in step.Shell)
                lines.Line(6, "$ ", line);
            foreach (string call in calls ? step.Calls : [])
                lines.Line(6, "| ", call);
            if (step.Later.Length > 0)
                lines.Line(6, "~ ", step.Later);
        }
    }

    private static string Actor(string actor) => actor switch
    {
        "runtime" => "in the runtime",
        "child" => "in the container's first process, on its way to become it",
        "sealed program" => "in the sealed program, which executes the user's",
        _ => "in " + actor,
    };
}
