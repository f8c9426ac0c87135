// SPDX-License-Identifier: Apache-2.0
using Husk.Build.Syntax;

namespace Husk.Build.Outlines;

/// <summary>An ARG that a target asks for.</summary>
/// <param name="Name">Not empty.</param>
/// <param name="Value">What it has in this build; empty for nothing.</param>
/// <param name="Description">What the comment above it says: <c># NAME DESCRIPTION</c>; empty without it.</param>
/// <param name="Range">Its instruction.</param>
public sealed record OutlineArgument(string Name, string Value, string Description, SourceRange Range);
