// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Husk.Build.Steps;

namespace Husk.Build.Progress;

/// <summary>One step of a build as people are told of it.</summary>
public sealed class ProgressStep : IStepProgress
{
    private readonly BuildProgress _build;
    private const int MostOutput = 256 * 1024;
    private const int KeptOutput = 64 * 1024;

    private readonly Dictionary<string, long> _began = [];
    private readonly MemoryStream _output = new();

    internal ProgressStep(BuildProgress build, string name, int index)
    {
        _build = build;
        Name = name;
        Index = index;
        Started = DateTimeOffset.UtcNow;
        Began = Stopwatch.GetTimestamp();
    }

    /// <summary><c>[build 2/5] RUN make</c></summary>
    public string Name { get; }

    /// <summary>From 1, in the order they began.</summary>
    public int Index { get; }

    public DateTimeOffset Started { get; }

    /// <summary>Null while it goes on.</summary>
    public TimeSpan? Took { get; private set; }

    /// <summary>Whether it was taken from the cache.</summary>
    public bool IsCached { get; private set; }

    /// <summary>Why it failed; null if it did not.</summary>
    public string? Error { get; private set; }

    public bool IsCanceled { get; private set; }

    /// <summary>The last lines of its output.</summary>
    /// <param name="most">How many at the most; those that are kept are some tens of kilobytes.</param>
    public string[] LastLines(int most)
    {
        // Displays ask while the step goes on.
        lock (_output)
        {
            string text = Encoding.UTF8.GetString(_output.GetBuffer(), 0, (int)_output.Length).TrimEnd('\n');
            return text.Length == 0 ? [] : [.. text.Split('\n').TakeLast(most)];
        }
    }

    internal long Began { get; }

    /// <summary>Since it began.</summary>
    public TimeSpan Elapsed => Took ?? Stopwatch.GetElapsedTime(Began);

    public void Log(ReadOnlySpan<byte> output)
    {
        lock (_build.Entry)
        {
            if (Took is not null)
                return;
            Keep(output);
            _build.Display.Logged(this, output);
        }
    }

    public void Status(string id, long current, long total, bool isDone)
    {
        lock (_build.Entry)
        {
            if (Took is not null)
                return;
            if (!_began.TryGetValue(id, out long began))
                _began[id] = began = Stopwatch.GetTimestamp();
            var status = new StepStatus(id, current, total, isDone, Stopwatch.GetElapsedTime(began).TotalSeconds);
            _build.Display.Changed(this, status);
        }
    }

    public void Warn(string message)
    {
        lock (_build.Entry)
        {
            if (Took is null)
                _build.Display.Warned(this, message);
        }
    }

    public void Done() => End(null, isCached: false, isCanceled: false);

    public void Cached() => End(null, isCached: true, isCanceled: false);

    public void Canceled() => End(null, isCached: false, isCanceled: true);

    public void Failed(string error) => End(error, isCached: false, isCanceled: false);

    private void Keep(ReadOnlySpan<byte> output)
    {
        lock (_output)
        {
            if (_output.Length > MostOutput)
            {
                byte[] end = _output.GetBuffer().AsSpan((int)_output.Length - KeptOutput, KeptOutput).ToArray();
                _output.SetLength(0);
                _output.Write(end);
            }

            _output.Write(output);
        }
    }

    private void End(string? error, bool isCached, bool isCanceled)
    {
        lock (_build.Entry)
        {
            if (Took is not null)
                return;
            Took = Stopwatch.GetElapsedTime(Began);
            Error = error;
            IsCached = isCached;
            IsCanceled = isCanceled;
            _build.Display.Ended(this);
        }
    }
}
