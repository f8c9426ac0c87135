// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;

namespace Husk.Build.Syntax.Instructions;

/// <summary>One <c>name=value</c>.</summary>
/// <param name="Name">Not empty.</param>
/// <param name="Value">Maybe empty.</param>
/// <param name="IsLegacy">Whether it was written <c>name value</c>.</param>
public sealed record Assignment(string Name, string Value, bool IsLegacy)
{
    internal static IReadOnlyList<Assignment> Expand(IEnumerable<Assignment> assignments, IWordExpander expander) =>
        [.. assignments.Select(each => each with
        {
            Name = expander.Expand(each.Name),
            Value = expander.Expand(each.Value),
        })];
}
