// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Monitor.Protocol;

/// <summary>One probe.</summary>
public sealed record HealthProbe
{
    public DateTimeOffset Start { get; init; }

    public DateTimeOffset End { get; init; }

    public int ExitCode { get; init; }

    /// <summary>At most 4096 bytes of it.</summary>
    public string Output { get; init; } = "";
}
