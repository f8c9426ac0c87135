// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Build.Outlines;

/// <summary>What a target can be given, in the order of the file.</summary>
/// <param name="Name">The target's name; empty without one.</param>
/// <param name="Description">What the comment above it says; empty without it.</param>
/// <param name="Arguments">The ARGs that it, or a stage that it needs, asks for.</param>
/// <param name="Secrets">Of RUN --mount=type=secret.</param>
/// <param name="Agents">Of RUN --mount=type=ssh.</param>
public sealed record BuildOutline(
    string Name,
    string Description,
    IReadOnlyList<OutlineArgument> Arguments,
    IReadOnlyList<OutlineSecret> Secrets,
    IReadOnlyList<OutlineSecret> Agents);
