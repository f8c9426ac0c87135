// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux.Cgroups;
using Husk.Oci.Json;

namespace Husk.Runtime.Cgroups;

/// <summary>cgroup v2 files by their names, written after everything that is converted, so that they win.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Unified".</remarks>
internal static class UnifiedFiles
{
    public static void Plan(WriteList list, IReadOnlyDictionary<string, string> wanted)
    {
        foreach ((string file, string value) in wanted)
        {
            string field = "unified" + JsonPath.Member(file);
            CgroupHierarchy hierarchy = Hierarchy(list, file, field);
            // Files such as io.max take one line at a time.
            foreach (ReadOnlySpan<char> line in value.AsSpan().TrimEnd('\n').EnumerateLines())
                list.Add(hierarchy, file, line.ToString(), field);
        }
    }

    private static CgroupHierarchy Hierarchy(WriteList list, string file, string field)
    {
        if (list.Layout.Unified is not { } unified)
            throw WriteList.Refuse("unified", "this host has cgroup v1 only");
        int dot = file.IndexOf('.', StringComparison.Ordinal);
        if (file.Contains('/', StringComparison.Ordinal) || file.Contains('\0', StringComparison.Ordinal))
            throw WriteList.Refuse(field, "must be a file name (no slashes)");
        if (dot <= 0)
            throw WriteList.Refuse(field, "must be in the form CONTROLLER.PARAMETER");
        string controller = file[..dot];
        // Every cgroup has the files of the cgroup itself and of its pressure, with no controller enabled.
        if (controller == "cgroup" || file.EndsWith(".pressure", StringComparison.Ordinal) || unified.Has(controller))
            return unified;
        throw WriteList.Refuse(
            field, $"controller {JsonText.Quoted(controller)} is not available in cgroup v2 on this host");
    }
}
