// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>
/// The maps of an id-mapped mount as an option's value, `idmap=uids=0-1000-10#10-2000-5;gids=0-1000-10`: in the
/// container, on the host, how many. podman writes them so, after crun(1). They become the mount's uidMappings and
/// gidMappings.
/// </summary>
internal static class IdMapOption
{
    private static readonly string[] Names = ["idmap", "ridmap"];

    /// <exception cref="SpecException">A value that cannot be read.</exception>
    public static RuntimeSpec Expand(RuntimeSpec spec)
    {
        Mount[]? mounts = null;
        for (int i = 0; i < spec.Mounts.Length; i++)
        {
            int option = Array.FindIndex(spec.Mounts[i].Options, IsValued);
            if (option < 0)
                continue;
            mounts ??= [.. spec.Mounts];
            mounts[i] = Expand(mounts[i], option, $"$.mounts[{i}].options[{option}]");
        }

        return mounts is null ? spec : spec with { Mounts = mounts };
    }

    private static bool IsValued(string option) =>
        Array.Exists(Names, name => option.StartsWith(name + "=", StringComparison.Ordinal));

    private static Mount Expand(Mount mount, int index, string path)
    {
        string[] options = [.. mount.Options];
        int equals = options[index].IndexOf('=');
        string value = options[index][(equals + 1)..];
        options[index] = options[index][..equals];
        foreach (string part in value.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            mount = part.Split('=') switch
            {
                ["uids", string maps] => mount with { UidMappings = Maps(maps, path) },
                ["gids", string maps] => mount with { GidMappings = Maps(maps, path) },
                _ => throw SpecException.At(path, $"{JsonText.Quoted(part)} is neither uids=... nor gids=..."),
            };
        }

        return mount with { Options = options };
    }

    private static IdMapping[] Maps(string text, string path)
    {
        var maps = new List<IdMapping>();
        foreach (string map in text.Split('#'))
        {
            maps.Add(map.Split('-') switch
            {
                [string inside, string outside, string size] => new IdMapping
                {
                    ContainerId = Number(inside, map, path),
                    HostId = Number(outside, map, path),
                    Size = Number(size, map, path),
                },
                _ => throw Unreadable(map, path),
            });
        }

        return [.. maps];
    }

    private static uint Number(string text, string map, string path) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
            ? number
            : throw Unreadable(map, path);

    private static SpecException Unreadable(string map, string path) =>
        SpecException.At(
            path, $"{JsonText.Quoted(map)} is not three numbers with dashes between them: container, host, size");
}
