// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Build.Syntax.Instructions;

namespace Husk.Build.Syntax;

/// <summary>A FROM and what follows it.</summary>
/// <param name="Index">From 0; <c>COPY --from=0</c> means the first.</param>
/// <param name="Name">What follows AS, in lower case; null without it.</param>
/// <param name="From">What it stands on.</param>
/// <param name="Instructions">All but the FROM.</param>
public sealed record Stage(int Index, string? Name, FromInstruction From, IReadOnlyList<Instruction> Instructions);
