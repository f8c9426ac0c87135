// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using Husk.Oci;
using Husk.Oci.Json;

namespace Husk.Runtime.Cgroups.Systemd;

/// <summary>The unit that is a container's cgroup, and the slice it is in.</summary>
/// <param name="Name">A scope, or a slice that is itself the container's.</param>
/// <param name="Slice">The slice above it.</param>
/// <remarks>
/// Source: runc's docs/systemd.md, "systemd unit name and placement", whose form of cgroupsPath engines write;
/// systemd.unit(5) and systemd.slice(5) for names.
/// </remarks>
internal readonly record struct UnitName(string Name, string Slice)
{
    private const string Field = "$.linux.cgroupsPath";

    public bool IsSlice => Name.EndsWith(".slice", StringComparison.Ordinal);

    /// <summary>
    /// Where systemd puts it, if it is at the root of the hierarchy itself: <c>a-b.slice</c> is in <c>a.slice</c>.
    /// </summary>
    public string ControlGroup => IsSlice ? PathOf(Name) : $"{PathOf(Slice)}/{Name}";

    /// <param name="cgroupsPath"><c>slice:prefix:name</c>, each part of which may be empty; or nothing at all.</param>
    /// <param name="id">Of the container: the name where there is none.</param>
    /// <param name="user">For the user's systemd, which has another default slice.</param>
    /// <exception cref="SpecException">Another form, or no name that systemd takes.</exception>
    public static UnitName Of(string cgroupsPath, string id, bool user)
    {
        string[] parts = cgroupsPath.Length == 0 ? ["", "", ""] : cgroupsPath.Split(':');
        if (parts.Length != 3)
        {
            throw SpecException.At(
                Field,
                "expected cgroupsPath to be of format \"slice:prefix:name\" for systemd cgroups, got "
                + $"{JsonText.Quoted(cgroupsPath)} instead");
        }

        string slice = parts[0].Length > 0 ? parts[0] : user ? "user.slice" : "system.slice";
        string prefix = parts[1].Length > 0 ? parts[1] : "husk", name = parts[2].Length > 0 ? parts[2] : id;
        if (!IsSliceName(slice))
            throw SpecException.At(Field, $"invalid slice name: {slice}");
        string unit = name.EndsWith(".slice", StringComparison.Ordinal) ? name : $"{prefix}-{name}.scope";
        if (unit.Length > 255 || unit.AsSpan().ContainsAnyExcept(UnitCharacters))
        {
            throw SpecException.At(
                Field,
                $"{JsonText.Quoted(unit)} is no name of a systemd unit: letters, digits and :-_.\\@, at most 255");
        }

        if (unit.EndsWith(".slice", StringComparison.Ordinal) && !IsSliceName(unit))
            throw SpecException.At(Field, $"invalid slice name: {unit}");
        return new(unit, slice);
    }

    private const string UnitCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-_.\\@";

    private static string PathOf(string slice)
    {
        if (slice == "-.slice")
            return "";
        var path = new StringBuilder();
        for (int dash = slice.IndexOf('-'); dash >= 0; dash = slice.IndexOf('-', dash + 1))
            path.Append('/').Append(slice, 0, dash).Append(".slice");
        return path.Append('/').Append(slice).ToString();
    }

    /// <summary>
    /// A dash goes one slice down, so there is something on both its sides; <c>-.slice</c> is the root.
    /// </summary>
    private static bool IsSliceName(string name) =>
        name.EndsWith(".slice", StringComparison.Ordinal) && !name.AsSpan().ContainsAnyExcept(UnitCharacters)
        && (name == "-.slice" || Array.TrueForAll(name[..^".slice".Length].Split('-'), static part => part.Length > 0));
}
