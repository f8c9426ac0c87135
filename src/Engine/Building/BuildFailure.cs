// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Engine.Building;

/// <summary>A build that failed: why, on one line, and where.</summary>
public sealed class BuildFailure : Exception
{
    internal BuildFailure(string message, string place, Exception cause)
        : base(message, cause) => Place = place;

    /// <summary>Lines that show the step's output and its place in the Dockerfile; may be empty.</summary>
    public string Place { get; }
}
