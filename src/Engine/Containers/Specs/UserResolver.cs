// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Containers.Specs;

/// <summary>
/// Whom a container runs as: names are the image's own, from its /etc/passwd and /etc/group (passwd(5), group(5)).
/// </summary>
public static class UserResolver
{
    private const int Limit = 1 << 20;

    private const uint Largest = int.MaxValue;

    /// <param name="rootfs">The container's root. What is in it may be anything: links are followed inside, sizes are
    /// limited.</param>
    /// <param name="user"><c>name|uid[:group|gid]</c>; empty for root.</param>
    /// <param name="groups">What <c>--group-add</c> names.</param>
    /// <exception cref="EngineException">A name that the image does not have, or a number too large.</exception>
    public static User Resolve(string rootfs, string user, IReadOnlyList<string> groups) =>
        Resolve(Lines(rootfs, "etc/passwd"), Lines(rootfs, "etc/group"), user, groups);

    // The same over lines that are split at their colons.
    internal static User Resolve(IReadOnlyList<string[]> passwd, IReadOnlyList<string[]> group, string user,
        IReadOnlyList<string> groups)
    {
        string[] parts = user.Split(':', 2);
        string name = parts[0];
        string groupName = parts.Length > 1 ? parts[1] : "";

        string[]? line = passwd.FirstOrDefault(line => line.Length > 3
            && Matches(line, name.Length > 0 ? name : "0", byName: name.Length > 0));
        uint uid = line is not null ? Number(line[2]) : name.Length == 0 ? 0
            : Id(name) ?? throw Missing($"unable to find user {name}: no matching entries in passwd file");
        uint gid = line is not null ? Number(line[3]) : 0;
        uint[] more = [];
        if (groupName.Length > 0)
        {
            gid = GroupId(group, groupName)
                ?? throw Missing($"unable to find group {groupName}: no matching entries in group file");
        }
        else if (line is not null)
        {
            more = [.. group.Where(entry => entry.Length > 3 && entry[3].Split(',').Contains(line[0]))
                .Select(entry => Number(entry[2]))];
        }
        IEnumerable<uint> added = groups.Select(added => GroupId(group, added)
            ?? throw Missing($"unable to find group {added}: no matching entries in group file"));
        return new User { Uid = uid, Gid = gid, AdditionalGids = [.. more.Prepend(gid).Concat(added).Distinct()] };
    }

    private static uint? GroupId(IReadOnlyList<string[]> group, string name) =>
        group.FirstOrDefault(line => line.Length > 2 && Matches(line, name, byName: true)) is { } line
            ? Number(line[2]) : Id(name);

    private static bool Matches(string[] line, string wanted, bool byName) =>
        (byName && line[0] == wanted) || line[2] == wanted;

    // A line's number that is none counts as 0 in docker; here the line cannot make anybody root.
    private static uint Number(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint id) && id <= Largest ? id
            : throw OutOfRange();

    private static uint? Id(string text)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long id))
            return null;
        return id is >= 0 and <= Largest ? (uint)id : throw OutOfRange();
    }

    private static List<string[]> Lines(string rootfs, string path) =>
        [.. Encoding.UTF8.GetString(At.ReadInRoot(rootfs, path, Limit) ?? []).Split('\n')
            .Select(line => line.Trim().Split(':'))];

    private static EngineException Missing(string message) => new(EngineFault.InvalidArgument, message);

    private static EngineException OutOfRange() => Missing("uids and gids must be in range 0-2147483647");
}
