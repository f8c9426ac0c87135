// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Engine.Containers.Logs;

/// <summary>What of a log is wanted.</summary>
public sealed record LogQuery
{
    /// <summary>Also what comes, until the container ends.</summary>
    public bool Follow { get; init; }

    /// <summary>Nothing that came before; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Nothing that came after; null for all.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only so many lines from the end, before what comes; null for all.</summary>
    public long? Tail { get; init; }
}
