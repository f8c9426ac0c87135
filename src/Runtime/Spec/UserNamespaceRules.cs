// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config-linux.md, "User namespace mappings".</summary>
internal static class UserNamespaceRules
{
    private const string Uids = "$.linux.uidMappings", Gids = "$.linux.gidMappings";

    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (spec.Linux is not { } linux)
            return;
        Namespace? user = NamespaceRules.Find(spec, "user");
        if (user is null)
            RefuseMappings(linux);
        else if (user.Path.Length > 0)
            WarnOfMappings(linux, warnings);
        else
            NeedMappings(linux);
        IdMappingRules.Check(linux.UidMappings, Uids);
        IdMappingRules.Check(linux.GidMappings, Gids);
    }

    private static void RefuseMappings(LinuxSpec linux)
    {
        if (linux.UidMappings.Length > 0)
            throw SpecException.At(Uids, "needs a user namespace");
        if (linux.GidMappings.Length > 0)
            throw SpecException.At(Gids, "needs a user namespace");
    }

    // containerd and CRI-O give the path and what they know to be its maps: whether the two agree is for who joins it.
    private static void WarnOfMappings(LinuxSpec linux, List<string> warnings)
    {
        if (linux.UidMappings.Length > 0 || linux.GidMappings.Length > 0)
            warnings.Add($"{Uids}: the user namespace that is joined has its maps already; these must equal them");
    }

    private static void NeedMappings(LinuxSpec linux)
    {
        if (linux.UidMappings.Length == 0)
            throw SpecException.At(Uids, "is missing: it goes together with gidMappings");
        if (linux.GidMappings.Length == 0)
            throw SpecException.At(Gids, "is missing: it goes together with uidMappings");
    }
}
