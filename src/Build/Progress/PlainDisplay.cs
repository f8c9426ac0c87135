// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace Husk.Build.Progress;

/// <summary>
/// A build as lines, for files and for whoever reads them later: BuildKit's plain form, <c>#5 0.123 text</c>. Of steps
/// that run at the same time one is shown, and the others when it ends, or is quiet for a while.
/// </summary>
public sealed class PlainDisplay(TextWriter to) : IProgressDisplay
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ProgressStep, StringBuilder> _waiting = [];
    private readonly Dictionary<ProgressStep, (string Line, TimeSpan At, Decoder Decoder)> _partial = [];
    private readonly Dictionary<(ProgressStep, string), TimeSpan> _shown = [];
    private ProgressStep? _current;
    private DateTime _lastLine;
    private bool _isFirst = true;

    public void Started(ProgressStep step) => _waiting[step] = new StringBuilder();

    public void Logged(ProgressStep step, ReadOnlySpan<byte> output)
    {
        (string line, TimeSpan at, Decoder decoder) =
            _partial.TryGetValue(step, out (string Line, TimeSpan At, Decoder Decoder) partial)
            ? partial
            : ("", step.Elapsed, Encoding.UTF8.GetDecoder());
        string text = line + Text(decoder, output);
        int from = 0;
        for (int end; (end = text.IndexOf('\n', from)) >= 0; from = end + 1)
        {
            Say(step, Line(at, text[from..end]));
            at = step.Elapsed;
        }

        _partial[step] = (text[from..], from > 0 ? step.Elapsed : at, decoder);
    }

    public void Changed(ProgressStep step, StepStatus status)
    {
        // A line when it begins, one every few seconds, and one at the end.
        bool known = _shown.TryGetValue((step, status.Id), out TimeSpan last);
        if (known && !status.IsDone && step.Elapsed - last < TimeSpan.FromSeconds(5))
            return;
        _shown[(step, status.Id)] = step.Elapsed;
        string bytes = status.Total > 0
            ? $" {Size(status.Current)} / {Size(status.Total)}"
            : status.Current > 0 ? $" {Size(status.Current)}" : "";
        string time = status.Seconds > 0.01
            ? string.Create(CultureInfo.InvariantCulture, $" {status.Seconds:0.0}s")
            : "";
        Say(step, $"{status.Id}{bytes}{time}{(status.IsDone ? " done" : "")}");
    }

    public void Warned(ProgressStep step, string message) => Say(step, $"WARN: {message}");

    public void Ended(ProgressStep step)
    {
        if (_partial.Remove(step, out (string Line, TimeSpan At, Decoder Decoder) partial) && partial.Line.Length > 0)
            Say(step, Line(partial.At, partial.Line));
        Show(step);
        string end = step.Error is { } error ? $"ERROR: {error}"
            : step.IsCanceled ? "CANCELED"
            : step.IsCached ? "CACHED"
            : string.Create(CultureInfo.InvariantCulture, $"DONE {step.Elapsed.TotalSeconds:0.0}s");
        to.Write($"#{step.Index} {end}\n");
        _waiting.Remove(step);
        _current = null;
    }

    public void Dispose()
    {
        foreach (ProgressStep step in new List<ProgressStep>(_waiting.Keys))
            Show(step);
    }

    /// <summary>Bytes as BuildKit writes them: <c>1.50kB</c>.</summary>
    internal static string Size(long bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB"];
        double value = bytes;
        int unit = 0;
        for (; value >= 1000 && unit < units.Length - 1; unit++)
            value /= 1000;
        return unit == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes}B")
            : string.Create(CultureInfo.InvariantCulture, $"{value:0.00}{units[unit]}");
    }

    // A character may come in two parts.
    private static string Text(Decoder decoder, ReadOnlySpan<byte> output)
    {
        var characters = new char[decoder.GetCharCount(output, flush: false)];
        decoder.GetChars(output, characters, flush: false);
        return new string(characters);
    }

    private static string Line(TimeSpan at, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.TotalSeconds:0.000} {text.TrimEnd('\r')}");

    private void Say(ProgressStep step, string line)
    {
        _waiting[step].Append('#').Append(step.Index).Append(' ').Append(line).Append('\n');
        if (_current is null || _current == step || DateTime.UtcNow - _lastLine > Patience)
            Show(step);
    }

    private void Show(ProgressStep step)
    {
        if (_current != step)
        {
            if (_current is not null)
                to.Write($"#{_current.Index} ...\n");
            to.Write(_isFirst ? $"#{step.Index} {step.Name}\n" : $"\n#{step.Index} {step.Name}\n");
            _isFirst = false;
            _current = step;
        }

        if (!_waiting.TryGetValue(step, out StringBuilder? text))
            return;
        to.Write(text.ToString());
        text.Clear();
        _lastLine = DateTime.UtcNow;
    }
}
