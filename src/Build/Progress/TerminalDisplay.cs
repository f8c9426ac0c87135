// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;

namespace Husk.Build.Progress;

/// <summary>
/// A build on a terminal: a line for each step with its time, below those that run their last lines of output, and all
/// drawn anew ten times a second (ECMA-48: CUU, EL, ED).
/// </summary>
public sealed class TerminalDisplay : IProgressDisplay
{
    private const int OutputLines = 6;
    private const int Steps = 30;

    private readonly Action<string> _write;
    private readonly int _width;
    private readonly Timer _timer;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly List<ProgressStep> _steps = [];
    private readonly Dictionary<(ProgressStep Step, string Id), StepStatus> _statuses = [];
    private readonly object _entry = new();
    private int _onScreen;
    private int _ended;
    private bool _closed;

    /// <param name="to">The terminal.</param>
    /// <param name="width">Its columns.</param>
    public TerminalDisplay(TextWriter to, int width)
    {
        _write = to.Write;
        _width = Math.Max(width, 20);
        _timer = new Timer(_ => Draw(), null, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100));
    }

    public void Started(ProgressStep step)
    {
        lock (_entry)
            _steps.Add(step);
    }

    public void Logged(ProgressStep step, ReadOnlySpan<byte> output)
    {
        // Drawn from the step when it is time.
    }

    public void Changed(ProgressStep step, StepStatus status)
    {
        lock (_entry)
            _statuses[(step, status.Id)] = status;
    }

    public void Warned(ProgressStep step, string message)
    {
        lock (_entry)
            _statuses[(step, message)] = new StepStatus("WARN: " + message, 0, 0, IsDone: true, 0);
    }

    public void Ended(ProgressStep step)
    {
        lock (_entry)
            _ended++;
    }

    public void Dispose()
    {
        // A drawing on another thread that comes after this finds the display closed.
        _timer.Dispose();
        Draw();
        lock (_entry)
            _closed = true;
    }

    private void Draw()
    {
        lock (_entry)
        {
            if (_closed || _steps.Count == 0)
                return;
            List<string> lines = Lines();
            var text = new StringBuilder();
            if (_onScreen > 0)
                text.Append(CultureInfo.InvariantCulture, $"\x1b[{_onScreen}A");
            foreach (string line in lines)
                text.Append('\r').Append(line).Append("\x1b[K\n");
            // What was longer before.
            text.Append("\x1b[J");
            _onScreen = lines.Count;
            _write(text.ToString());
        }
    }

    private List<string> Lines()
    {
        double seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        bool isDone = _ended == _steps.Count;
        List<string> lines =
        [
            Fit(string.Create(CultureInfo.InvariantCulture, $"[+] Building {seconds:0.0}s ({_ended}/{_steps.Count}){(isDone ? " FINISHED" : "")}"), ""),
        ];
        // What has ended long ago makes room for what goes on.
        IEnumerable<ProgressStep> shown = isDone ? _steps : _steps.Where(step => step.Took is null || _steps.Count <= Steps || step.Index > _steps.Count - Steps);
        foreach (ProgressStep step in shown)
        {
            string mark = step.Error is not null ? "ERROR " : step.IsCanceled ? "CANCELED " : step.IsCached ? "CACHED " : "";
            string time = string.Create(CultureInfo.InvariantCulture, $"{step.Elapsed.TotalSeconds:0.0}s");
            string color = step.Error is not null ? "\x1b[31m" : step.Took is not null ? "\x1b[34m" : "";
            lines.Add(color + Fit($" => {mark}{step.Name}", time) + (color.Length > 0 ? "\x1b[0m" : ""));
            if (step.Took is not null)
                continue;
            foreach (StepStatus status in _statuses.Where(pair => pair.Key.Step == step && !pair.Value.IsDone).Select(pair => pair.Value))
                lines.Add(Fit($" => => {status.Id} {PlainDisplay.Size(status.Current)}{(status.Total > 0 ? " / " + PlainDisplay.Size(status.Total) : "")}", ""));
            string[] output = Encoding.UTF8.GetString(step.Output.Span).TrimEnd('\n').Split('\n');
            foreach (string line in output.TakeLast(OutputLines).Where(line => line.Length > 0))
                lines.Add("\x1b[2m" + Fit(" => => # " + Printable(line), "") + "\x1b[0m");
        }

        return lines;
    }

    private string Fit(string left, string right)
    {
        int room = _width - 1 - right.Length;
        left = left.ReplaceLineEndings(" ");
        return (left.Length > room - 1 ? left[..Math.Max(0, room - 1)] : left).PadRight(room) + right;
    }

    // A program's own colours and cursor would break the tree; after a carriage return only the last part is on a screen.
    private static string Printable(string line)
    {
        line = line.TrimEnd('\r');
        var text = new StringBuilder();
        bool isEscape = false;
        foreach (char character in line[(line.LastIndexOf('\r') + 1)..])
        {
            if (isEscape)
                isEscape = !char.IsAsciiLetter(character);
            else if (character == '\x1b')
                isEscape = true;
            else
                text.Append(character == '\t' ? ' ' : character < ' ' ? '?' : character);
        }

        return text.ToString();
    }
}
