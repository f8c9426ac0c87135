// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Containers;

/// <summary>What <c>ps</c> says of a container's processes.</summary>
/// <param name="Titles">The heads of the columns.</param>
/// <param name="Processes">A cell for each; the last one may have spaces.</param>
public sealed record ProcessTable(IReadOnlyList<string> Titles, IReadOnlyList<string[]> Processes);
