// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Build.Progress;

/// <summary>Shows a build to somebody. Called by one thread at a time.</summary>
public interface IProgressDisplay : IDisposable
{
    void Started(ProgressStep step);

    /// <param name="step">Which.</param>
    /// <param name="output">Bytes of its output, as they came.</param>
    void Logged(ProgressStep step, ReadOnlySpan<byte> output);

    void Changed(ProgressStep step, StepStatus status);

    void Warned(ProgressStep step, string message);

    void Ended(ProgressStep step);
}
