// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Husk.Build.Progress;

/// <summary>The steps of one build, in the order they began, told to a display.</summary>
public sealed class BuildProgress(IProgressDisplay display)
{
    private readonly List<ProgressStep> _steps = [];

    /// <summary>All steps so far.</summary>
    public IReadOnlyList<ProgressStep> Steps => _steps;

    internal object Entry { get; } = new();

    internal IProgressDisplay Display { get; } = display;

    public ProgressStep Begin(string name)
    {
        lock (Entry)
        {
            var step = new ProgressStep(this, name, _steps.Count + 1);
            _steps.Add(step);
            Display.Started(step);
            return step;
        }
    }

    /// <summary>Does something as a step of its own.</summary>
    public async Task<T> Step<T>(string name, Func<ProgressStep, Task<T>> work)
    {
        ProgressStep step = Begin(name);
        try
        {
            T result = await work(step).ConfigureAwait(false);
            step.Done();
            return result;
        }
        catch (OperationCanceledException)
        {
            step.Canceled();
            throw;
        }
        catch (Exception failure)
        {
            step.Failed(failure.Message);
            throw;
        }
    }
}
