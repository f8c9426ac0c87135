// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Cli.Templates;

/// <summary>
/// A map of Go's that nobody filled. JSON has null for it, as for a list; but templates print it as <c>map[]</c>, look
/// names up in it, and find nothing. Which of docker's fields are maps, their names tell.
/// </summary>
internal sealed class NilMap
{
    public static readonly NilMap Instance = new();

    /// <summary>What Go prints for a name that a map has not, and takes for false; not the same as a text that says
    /// so.</summary>
    public static readonly string NoValue = new("<no value>".AsSpan());

    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal)
    {
        "Annotations", "Attributes", "Containers", "Data", "DriverOpts", "ExposedPorts", "Labels", "Networks", "Options",
        "PortBindings", "Ports", "StorageOpt", "Sysctls", "Tmpfs", "Volumes",
    };

    private NilMap()
    {
    }

    public static bool IsMap(string field) => Fields.Contains(field);
}
