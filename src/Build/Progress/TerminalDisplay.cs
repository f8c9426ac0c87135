// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;

namespace Husk.Build.Progress;

/// <summary>
/// A build on a terminal: a line for each step with its time, below those that run their last lines of output, and all
/// drawn anew ten times a second (ECMA-48: CUU, EL, ED). As much as the terminal has lines for; at the end, all of it.
/// </summary>
public sealed class TerminalDisplay : IProgressDisplay
{
    // A line that is too long is cut off, not continued: how wide a character is, the terminal knows (DECAWM).
    private const string NoWrap = "\x1b[?7l";
    private const string Wrap = "\x1b[?7h";

    private readonly Action<string> _write;
    private readonly Func<(int Columns, int Rows)> _size;
    private readonly Timer _timer;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly List<ProgressStep> _steps = [];
    private readonly Dictionary<(ProgressStep Step, string Id), StepStatus> _statuses = [];
    private readonly List<(ProgressStep Step, string Message)> _warnings = [];
    private readonly object _entry = new();
    private int _onScreen;
    private bool _closed;

    /// <param name="to">The terminal.</param>
    /// <param name="size">Its size, asked for each drawing.</param>
    public TerminalDisplay(TextWriter to, Func<(int Columns, int Rows)> size)
    {
        _write = to.Write;
        _size = size;
        _timer = new Timer(
            _ => Draw(isLast: false), null, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100));
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
            _warnings.Add((step, message));
    }

    public void Ended(ProgressStep step)
    {
        // As its output.
    }

    public void Dispose()
    {
        _timer.Dispose();
        // A drawing on another thread that comes after this finds the display closed.
        Draw(isLast: true);
    }

    private void Draw(bool isLast)
    {
        lock (_entry)
        {
            if (_closed || _steps.Count == 0)
                return;
            _closed = isLast;
            (int columns, int rows) = _size();
            var drawing = new TerminalDrawing(Math.Max(columns, 20), isLast ? int.MaxValue : Math.Max(rows - 1, 4));
            List<string> lines = drawing.Lines(Stopwatch.GetElapsedTime(_began), _steps, _statuses, _warnings);
            var text = new StringBuilder(NoWrap);
            if (_onScreen > 0)
                text.Append(CultureInfo.InvariantCulture, $"\x1b[{_onScreen}A");
            foreach (string line in lines)
                text.Append('\r').Append(line).Append("\x1b[K\n");
            // What was longer before.
            text.Append("\x1b[J").Append(Wrap);
            _onScreen = lines.Count;
            try
            {
                _write(text.ToString());
            }
            catch (IOException)
            {
                // The terminal is gone; the build is not.
                _closed = true;
            }
        }
    }
}
