// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text.RegularExpressions;

namespace Husk.Engine;

/// <summary>What <c>--filter name=</c>, and <c>id=</c> of networks, are held against names and ids: a part of one, or a regular
/// expression (moby, api/types/filters, Match).</summary>
public static class NamePattern
{
    /// <summary>Whether the pattern is in the name; an expression that is none is in no name.</summary>
    public static bool Matches(string pattern, string name)
    {
        if (!pattern.AsSpan().ContainsAny(@"\*+?|{}[]()^$. #"))
            return name.Contains(pattern, StringComparison.Ordinal);
        try
        {
            return Regex.IsMatch(name, pattern);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
