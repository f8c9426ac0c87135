// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Build.Syntax.Instructions;
using Husk.Images.Snapshots;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Steps;

/// <summary>A program to run, and what it runs in.</summary>
public sealed record RunStep
{
    /// <summary>What it sees and changes; not mounted yet, and not mounted any more when the step is done.</summary>
    public required Snapshot Root { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary><c>NAME=value</c>.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    /// <summary>Absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary><c>USER</c>'s words: names are the image's; empty for root.</summary>
    public required string User { get; init; }

    /// <summary>What its programs are for.</summary>
    public required Platform Platform { get; init; }

    public RunNetwork Network { get; init; }

    public RunSecurity Security { get; init; }

    public IReadOnlyList<StepMount> Mounts { get; init; } = [];
}
