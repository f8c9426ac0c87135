// SPDX-License-Identifier: Apache-2.0
using System;
using Xunit.Sdk;

namespace Husk.Conformance.Fixture;

/// <summary>A theory about containers. On a runtime that is known to differ it is not run, and counted as skipped with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
[TraitDiscoverer("Husk.Conformance.Fixture." + nameof(DiffersTraitDiscoverer), "Husk.Conformance")]
public sealed class ContainerTheoryAttribute : TheoryAttribute, ITraitAttribute
{
    /// <summary>Why runc 1.1 fails this test: what it lacks or does otherwise.</summary>
    public string? RuncDiffers { get; set; }

    /// <summary>Why crun 1.8 fails this test.</summary>
    public string? CrunDiffers { get; set; }

    public override string? Skip
    {
        get => RuntimeBinary.RunsDiffering ? null
            : RuntimeBinary.IsRunc && RuncDiffers is not null ? "runc 1.1 differs: " + RuncDiffers
            : RuntimeBinary.IsCrun && CrunDiffers is not null ? "crun 1.8 differs: " + CrunDiffers
            : null;
        set => throw new NotSupportedException("a test is skipped for what the runtime lacks, or not at all");
    }
}
