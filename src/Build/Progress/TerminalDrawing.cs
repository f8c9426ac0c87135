// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Husk.Build.Progress;

/// <summary>One drawing of a build on a terminal.</summary>
/// <param name="width">Columns.</param>
/// <param name="height">Lines at the most.</param>
internal sealed class TerminalDrawing(int width, int height)
{
    private const int OutputLines = 6;
    private const string Red = "\x1b[31m", Blue = "\x1b[34m", Faint = "\x1b[2m", Plain = "\x1b[0m";

    /// <param name="elapsed">Since the build began.</param>
    /// <param name="steps">In the order they began.</param>
    /// <param name="statuses">Parts of steps, by step and name.</param>
    /// <param name="warnings">By step.</param>
    public List<string> Lines(
        TimeSpan elapsed,
        IReadOnlyList<ProgressStep> steps,
        IReadOnlyDictionary<(ProgressStep Step, string Id), StepStatus> statuses,
        IReadOnlyList<(ProgressStep Step, string Message)> warnings)
    {
        int ended = steps.Count(step => step.Took is not null);
        string head = Fit(string.Create(
            CultureInfo.InvariantCulture,
            $"[+] Building {elapsed.TotalSeconds:0.0}s ({ended}/{steps.Count}){(ended == steps.Count ? " FINISHED" : "")}"), "");
        List<(bool HasEnded, List<string> Lines)> parts =
            [.. steps.Select(step => (step.Took is not null, Of(step, statuses, warnings)))];
        // What has ended makes room for what goes on, the oldest first.
        int room = height - 1;
        for (int over = parts.Sum(part => part.Lines.Count) - room;
            over > 0 && parts.FindIndex(part => part.HasEnded) is >= 0 and var oldest;)
        {
            over -= parts[oldest].Lines.Count;
            parts.RemoveAt(oldest);
        }

        return [head, .. parts.SelectMany(part => part.Lines).TakeLast(room)];
    }

    private List<string> Of(
        ProgressStep step,
        IReadOnlyDictionary<(ProgressStep Step, string Id), StepStatus> statuses,
        IReadOnlyList<(ProgressStep Step, string Message)> warnings)
    {
        string mark = step.Error is not null
            ? "ERROR "
            : step.IsCanceled ? "CANCELED " : step.IsCached ? "CACHED " : "";
        string time = string.Create(CultureInfo.InvariantCulture, $"{step.Elapsed.TotalSeconds:0.0}s");
        string color = step.Error is not null ? Red : step.Took is not null ? Blue : "";
        List<string> lines = [color + Fit($" => {mark}{step.Name}", time) + (color.Length > 0 ? Plain : "")];
        lines.AddRange(warnings.Where(warning => warning.Step == step)
            .Select(warning => Fit($" => => WARN: {warning.Message}", "")));
        if (step.Took is not null)
            return lines;
        foreach (StepStatus status in statuses.Where(pair => pair.Key.Step == step && !pair.Value.IsDone)
            .Select(pair => pair.Value))
        {
            lines.Add(Fit($" => => {status.Id}{Bytes(status)}", ""));
        }
        foreach (string line in step.LastLines(OutputLines).Where(line => line.Length > 0))
            lines.Add(Faint + Fit(" => => # " + LastPart(line), "") + Plain);
        return lines;
    }

    private static string Bytes(StepStatus status) => status.Total > 0
        ? $" {PlainDisplay.Size(status.Current)} / {PlainDisplay.Size(status.Total)}"
        : status.Current > 0 ? " " + PlainDisplay.Size(status.Current) : "";

    private string Fit(string left, string right)
    {
        int room = width - 1 - right.Length;
        return Cells.Fit(Printable(left.ReplaceLineEndings(" ")), room - 1, room) + right;
    }

    // After a carriage return only the last part is on a screen.
    private static string LastPart(string line)
    {
        line = line.TrimEnd('\r');
        return line[(line.LastIndexOf('\r') + 1)..];
    }

    // A program's own colours and cursor, or a Dockerfile's, would break the tree.
    private static string Printable(string line)
    {
        var text = new StringBuilder();
        bool isEscape = false;
        foreach (char character in line)
        {
            if (isEscape)
                isEscape = !char.IsAsciiLetter(character);
            else if (character == '\x1b')
                isEscape = true;
            else
                text.Append(character == '\t' ? ' ' : char.IsControl(character) ? '?' : character);
        }

        return text.ToString();
    }
}
