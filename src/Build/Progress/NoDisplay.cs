// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Build.Progress;

/// <summary>Shows nothing: <c>--quiet</c>.</summary>
public sealed class NoDisplay : IProgressDisplay
{
    public void Started(ProgressStep step)
    {
    }

    public void Logged(ProgressStep step, ReadOnlySpan<byte> output)
    {
    }

    public void Changed(ProgressStep step, StepStatus status)
    {
    }

    public void Warned(ProgressStep step, string message)
    {
    }

    public void Ended(ProgressStep step)
    {
    }

    public void Dispose()
    {
    }
}
