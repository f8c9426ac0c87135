// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Build.Steps;

namespace Husk.Build.Progress;

/// <summary>Nobody is told.</summary>
public sealed class ProgressSilence : IStepProgress
{
    public void Log(ReadOnlySpan<byte> output)
    {
    }

    public void Status(string id, long current, long total, bool isDone)
    {
    }

    public void Warn(string message)
    {
    }
}
