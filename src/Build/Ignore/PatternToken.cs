// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Build.Ignore;

/// <summary>One part of a <see cref="PathPattern"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Character">Of a literal; a rune.</param>
/// <param name="Ranges">Of a class.</param>
/// <param name="IsNegated">Whether a class is of all other characters.</param>
internal readonly record struct PatternToken(PatternTokenKind Kind, int Character = 0,
    IReadOnlyList<(int First, int Last)>? Ranges = null, bool IsNegated = false)
{
    /// <summary>Whether it matches this one character.</summary>
    public bool Takes(int character) => Kind switch
    {
        PatternTokenKind.Literal => character == Character,
        PatternTokenKind.OneOfName => character != '/',
        PatternTokenKind.Class => IsNegated ^ IsInClass(character),
        _ => false,
    };

    private bool IsInClass(int character)
    {
        foreach ((int first, int last) in Ranges!)
        {
            if (character >= first && character <= last)
                return true;
        }
        return false;
    }
}
