// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Cli.Templates;

/// <summary>
/// A pointer of Go's that points at nothing: templates print it as <c>&lt;nil&gt;</c>, take it for false, and find no
/// field behind it. Which of docker's fields are pointers, their names tell.
/// </summary>
internal sealed class NilPointer
{
    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal)
    {
        "Health", "Healthcheck", "Init", "IPAMConfig", "MemorySwappiness", "OomKillDisable", "PidsLimit", "SizeRootFs",
        "SizeRw", "StopTimeout",
    };

    private readonly string _field;

    private NilPointer(string field) => _field = field;

    /// <summary>Null where the field of that name is no pointer.</summary>
    public static NilPointer? Of(string field) => Fields.Contains(field) ? new NilPointer(field) : null;

    /// <summary>What docker says of a field behind it: there it asks the JSON, which has not even this one.</summary>
    public string Missing => $"map has no entry for key \"{_field}\"";

    public override string ToString() => "<nil>";
}
