// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using Husk.Linux.Cgroups;
using Husk.Oci;

namespace Husk.Runtime.Cgroups;

/// <summary>
/// The writes of a plan while the controllers add to it. A field is a path below <c>$.linux.resources</c>.
/// </summary>
internal sealed class WriteList(CgroupLayout layout)
{
    /// <summary>What the kernel wants before it lets a process in.</summary>
    public List<CgroupWrite> Setup { get; } = [];

    public List<CgroupWrite> Writes { get; } = [];

    public List<string> Warnings { get; } = [];

    public CgroupLayout Layout => layout;

    /// <summary>The hierarchy that has a controller which <paramref name="field"/> needs.</summary>
    /// <exception cref="SpecException">This host has the controller nowhere.</exception>
    public CgroupHierarchy Need(string controller, string field) =>
        layout.Find(controller)
        ?? throw Refuse(field, $"this host has no {controller} cgroup controller; {WhereLooked()}");

    public void Add(CgroupHierarchy hierarchy, string file, string value, string field) =>
        Writes.Add(Write(hierarchy, file, value, field));

    public void Add(CgroupHierarchy hierarchy, string file, long value, string field) =>
        Add(hierarchy, file, Text(value), field);

    public void Add(CgroupHierarchy hierarchy, string file, ulong value, string field) =>
        Add(hierarchy, file, Text(value), field);

    public static CgroupWrite Write(CgroupHierarchy hierarchy, string file, string value, string field) =>
        new() { Hierarchy = hierarchy.Name, File = file, Value = value, Field = Path(field) };

    /// <summary>Says of a wish that it is passed over.</summary>
    public void Warn(string field, string reason) => Warnings.Add($"{Path(field)}: {reason}");

    /// <summary>The error of a wish that cannot be fulfilled.</summary>
    public static SpecException Refuse(string field, string reason) => SpecException.At(Path(field), reason);

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Text(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Path(string field) => "$.linux.resources." + field;

    private string WhereLooked() => layout.Version switch
    {
        CgroupVersion.V2 =>
            "it is not in cgroup.controllers of the root: turned off (cgroup_disable=) or not delegated",
        CgroupVersion.V1 => "no cgroup v1 hierarchy of it is mounted",
        _ => "no cgroup v1 hierarchy of it is mounted and cgroup v2 does not have it either",
    };
}
