// SPDX-License-Identifier: Apache-2.0
using System;
using Xunit.Sdk;

namespace Husk.Conformance.Fixture;

/// <summary>
/// A fact about containers. On a runtime that is known to differ it is not run, and counted as skipped with the reason.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[TraitDiscoverer("Husk.Conformance.Fixture." + nameof(DiffersTraitDiscoverer), "Husk.Conformance")]
public sealed class ContainerFactAttribute : FactAttribute, ITraitAttribute
{
    /// <summary>Why runc 1.1 fails this test: what it lacks or does otherwise.</summary>
    public string? RuncDiffers { get; set; }

    public override string? Skip
    {
        get => RuntimeBinary.IsRunc && RuncDiffers is not null && !RuntimeBinary.RunsDiffering
            ? "runc 1.1 differs: " + RuncDiffers
            : null;
        set => throw new NotSupportedException("a test is skipped for what the runtime lacks, or not at all");
    }
}
