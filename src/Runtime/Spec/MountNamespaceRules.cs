// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>
/// Without a mount namespace what `mounts` asks for is mounted in the host's, below the root filesystem, until the
/// container is deleted. What closes the container is refused there, as by runc: every process of the host would
/// be at liberty to undo it.
/// </summary>
internal static class MountNamespaceRules
{
    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (NamespaceRules.Has(spec, "mount") || spec.Linux is not { } linux)
            return;
        Refuse(linux.MaskedPaths.Length > 0, "$.linux.maskedPaths");
        Refuse(linux.ReadonlyPaths.Length > 0, "$.linux.readonlyPaths");
        if (!ChangesHost(spec))
            return;
        // mount(2), EPERM: its processes have no right over the mounts of the host.
        Refuse(NamespaceRules.Has(spec, "user"), FirstChange(spec));
        warnings.Add(
            FirstChange(spec) + ": there is no mount namespace, so the host sees it below the root filesystem");
    }

    /// <summary>Whether a configuration makes mounts in the host's own mount namespace.</summary>
    public static bool ChangesHost(RuntimeSpec spec) =>
        !NamespaceRules.Has(spec, "mount") && FirstChange(spec).Length > 0;

    private static string FirstChange(RuntimeSpec spec) =>
        spec.Mounts.Length > 0 ? "$.mounts"
        : spec.Root?.Readonly == true ? "$.root.readonly"
        : spec.Linux?.Devices.Length > 0 ? "$.linux.devices"
        : spec.Linux?.RootfsPropagation.Length > 0 ? "$.linux.rootfsPropagation"
        : "";

    private static void Refuse(bool set, string path)
    {
        if (set)
            throw SpecException.At(path, "needs a mount namespace");
    }
}
