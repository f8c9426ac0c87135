// SPDX-License-Identifier: Apache-2.0
using Husk.Build.Syntax;

namespace Husk.Build.Outlines;

/// <summary>A secret or an agent that a RUN of a target reads.</summary>
/// <param name="Name">Its id.</param>
/// <param name="IsRequired">Whether the RUN fails without it.</param>
/// <param name="Range">The RUN that names it first.</param>
public sealed record OutlineSecret(string Name, bool IsRequired, SourceRange Range);
