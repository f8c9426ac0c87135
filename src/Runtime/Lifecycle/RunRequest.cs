// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;

namespace Husk.Runtime.Lifecycle;

/// <summary>`run`: create, start, and unless detached wait and delete.</summary>
internal sealed record RunRequest : CreateRequest
{
    public RunRequest()
    {
    }

    [SetsRequiredMembers]
    public RunRequest(CreateRequest create)
        : base(create)
    {
    }

    internal override bool StartsAtOnce => true;

    /// <summary>Return when the process has started.</summary>
    public bool Detach { get; init; }

    /// <summary>Keep the stopped container's state after the foreground run.</summary>
    public bool Keep { get; init; }

    /// <summary>Do not become the reaper of orphaned descendants.</summary>
    public bool NoSubreaper { get; init; }
}
