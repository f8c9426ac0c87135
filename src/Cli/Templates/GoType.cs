// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Cli.Templates;

/// <summary>What a value of docker's client is to Go's templates, which its JSON does not tell.</summary>
/// <param name="Kind">Which of Go's kinds.</param>
/// <param name="Name">Of a structure.</param>
/// <param name="Item">What a list or a map holds, or a pointer points at.</param>
internal sealed record GoType(GoKind Kind, string Name = "", GoType? Item = null)
{
    private IReadOnlyList<GoField>? _fields;

    /// <summary>Of a structure, in Go's order. A structure may hold pointers to its like, so they are found when they are
    /// asked for.</summary>
    public IReadOnlyList<GoField> Fields => _fields ??= GoTypes.FieldsOf(Name);

    /// <summary>The field that a template calls so; docker's names differ from those of its JSON here and there.</summary>
    public GoField? Field(string name)
    {
        foreach (GoField field in Fields)
        {
            if (string.Equals(field.Name, name, StringComparison.Ordinal))
                return field;
        }
        return null;
    }
}
