// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Build.Syntax;

/// <summary>A line of the file with those that continue it.</summary>
/// <param name="Text">All of it.</param>
/// <param name="Pieces">Where in the file the character at each offset stands, for the first of each line.</param>
/// <param name="Comments">The comment lines right above.</param>
internal sealed record LogicalLine(
    string Text, IReadOnlyList<(int Offset, SourcePosition Position)> Pieces, IReadOnlyList<string> Comments);
