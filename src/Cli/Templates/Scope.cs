// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Cli.Templates;

/// <summary>The variables that a block of a template sees: its own, and those of the blocks around it.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public void Declare(string name, object? value) => _values[name] = value;

    /// <summary>Declares a variable, or gives the nearest one of that name another value.</summary>
    public void Set(string name, object? value, bool declares)
    {
        Scope at = this;
        while (!declares && !at._values.ContainsKey(name))
            at = at.Outer ?? throw Undefined(name);
        at._values[name] = value;
    }

    public object? Get(string name)
    {
        for (Scope? at = this; at is not null; at = at.Outer)
        {
            if (at._values.TryGetValue(name, out object? value))
                return value;
        }
        throw Undefined(name);
    }

    private Scope? Outer => outer;

    private static TemplateException Undefined(string name) => new($"undefined variable \"{name}\"");
}
