// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Build.Steps;

/// <summary>Who is told how a step goes on. From any thread.</summary>
public interface IStepProgress
{
    /// <summary>Bytes of the step's output.</summary>
    void Log(ReadOnlySpan<byte> output);

    /// <summary>How far a part of the step is.</summary>
    /// <param name="id">The part's name.</param>
    /// <param name="current">Bytes done.</param>
    /// <param name="total">Bytes in all; 0 when nobody knows.</param>
    /// <param name="isDone">Whether it is done.</param>
    void Status(string id, long current, long total, bool isDone);

    void Warn(string message);
}
