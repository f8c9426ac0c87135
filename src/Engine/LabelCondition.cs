// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Engine;

/// <summary>The value of a <c>label</c> filter: <c>NAME</c>, or <c>NAME=VALUE</c>.</summary>
public static class LabelCondition
{
    public static bool Holds(string condition, IReadOnlyDictionary<string, string> labels)
    {
        string[] parts = condition.Split('=', 2);
        return labels.TryGetValue(parts[0], out string? value)
            && (parts.Length == 1 || string.Equals(value, parts[1], StringComparison.Ordinal));
    }
}
