// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Husk.EndToEnd.Parity;

/// <summary>
/// A file of scenarios. <c>## TITLE</c> begins one, <c>$ COMMAND</c> a step, whose outcome is as
/// <see cref="Outcome.Lines"/> has it;
/// <c>~ KEY</c> stands before what husk says instead. Lines before the first scenario are for people.
/// </summary>
internal static class Transcript
{
    private const string TitleMark = "## ", CommandMark = "$ ", DifferenceMark = "~ ", ErrorMark = "!";

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "EndToEnd", "Parity", "Transcripts");

    public static IEnumerable<string> Files => Directory.GetFiles(Folder, "*.txt").Order(StringComparer.Ordinal);

    public static string FileOf(string name) => Path.Combine(Folder, name + ".txt");

    public static IReadOnlyList<Scenario> Read(string file) =>
        [.. Parts(File.ReadLines(file), TitleMark).Skip(1)
            .Select(part =>
                new Scenario(part[0][TitleMark.Length..], [.. Parts(part, CommandMark).Skip(1).Select(StepOf)]))];

    /// <summary>The same file with other outcomes.</summary>
    public static void Write(string file, IEnumerable<Scenario> scenarios)
    {
        IEnumerable<string> heading = File.ReadAllLines(file)
            .TakeWhile(line => !line.StartsWith(TitleMark, StringComparison.Ordinal));
        File.WriteAllText(file,
            string.Concat(heading.Concat(scenarios.SelectMany(Lines)).Select(line => line + "\n"))
            .TrimEnd('\n') + "\n");
    }

    // The parts that begin with a mark; the first one is what stands before any.
    private static List<string[]> Parts(IEnumerable<string> lines, string mark)
    {
        List<List<string>> parts = [[]];
        foreach (string line in lines)
        {
            if (line.StartsWith(mark, StringComparison.Ordinal))
            {
                parts.Add([]);
            }

            parts[^1].Add(line);
        }

        return [.. parts.Select(part => part.ToArray())];
    }

    private static Step StepOf(string[] lines)
    {
        List<string[]> parts = Parts(lines.Skip(1).SkipLastWhile(line => line.Length == 0), DifferenceMark);
        string command = lines[0][CommandMark.Length..];
        return parts.Count == 1
            ? new Step(command, OutcomeOf(parts[0]))
            : new Step(command, OutcomeOf(parts[0]), parts[1][0][DifferenceMark.Length..], OutcomeOf(parts[1][1..]));
    }

    private static IEnumerable<string> SkipLastWhile(this IEnumerable<string> lines, Func<string, bool> condition) =>
        lines.Reverse().SkipWhile(condition).Reverse();

    private static Outcome OutcomeOf(IReadOnlyCollection<string> lines)
    {
        string last = lines.LastOrDefault("");
        int code = last.StartsWith('[') ? int.Parse(last.Trim('[', ']'), CultureInfo.InvariantCulture) : 0;
        IEnumerable<string> printed = code == 0 ? lines : lines.SkipLast(1);
        string Of(bool error) =>
            string.Concat(printed.Where(line => line.StartsWith(ErrorMark, StringComparison.Ordinal) == error)
            .Select(line => (line.Length > 2 ? line[2..] : "") + "\n"));
        return new Outcome(Of(error: false), Of(error: true), code);
    }

    private static IEnumerable<string> Lines(Scenario scenario) =>
        [TitleMark + scenario.Title, .. scenario.Steps.SelectMany(Lines), ""];

    private static IEnumerable<string> Lines(Step step)
    {
        yield return CommandMark + step.Command;
        foreach (string line in step.Docker.Lines)
        {
            yield return line;
        }

        if (step.Difference is not null)
        {
            yield return DifferenceMark + step.Difference;
            foreach (string line in step.Husk!.Lines)
            {
                yield return line;
            }
        }
    }
}
