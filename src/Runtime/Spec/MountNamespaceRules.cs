// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>
/// What changes the mount table is an error where that table is the host's: to leave it out would be to run a
/// container that is less closed than its author wrote.
/// </summary>
internal static class MountNamespaceRules
{
    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (NamespaceRules.Has(spec, "mount"))
            return;
        Refuse(spec.Root?.Readonly == true, "$.root.readonly");
        Refuse(spec.Mounts.Length > 0, "$.mounts");
        if (spec.Linux is not { } linux)
            return;
        Refuse(linux.Devices.Length > 0, "$.linux.devices");
        Refuse(linux.RootfsPropagation.Length > 0, "$.linux.rootfsPropagation");
        Refuse(linux.MaskedPaths.Length > 0, "$.linux.maskedPaths");
        Refuse(linux.ReadonlyPaths.Length > 0, "$.linux.readonlyPaths");
    }

    private static void Refuse(bool set, string path)
    {
        if (set)
            throw SpecException.At(path, "needs a mount namespace");
    }
}
