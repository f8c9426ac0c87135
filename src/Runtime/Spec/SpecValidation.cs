// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>
/// What must hold of a configuration whatever the host is. One file a concern; the first rule that does not hold is the
/// error. What only the kernel knows (is this path a network namespace?) is asked where it is used.
/// </summary>
internal static class SpecValidation
{
    private delegate void Rule(RuntimeSpec spec, List<string> warnings);

    /// <summary>In the order of config.md and config-linux.md.</summary>
    private static readonly Rule[] Rules =
    [
        VersionRules.Check,
        RootRules.Check,
        HostnameRules.Check,
        AnnotationRules.Check,
        HookRules.Check,
        ProcessRules.Check,
        NamespaceRules.Check,
        UserNamespaceRules.Check,
        TimeRules.Check,
        MountNamespaceRules.Check,
        RootfsPropagationRules.Check,
        MountRules.Check,
        DeviceRules.Check,
        NetDeviceRules.Check,
        ResourceRules.Check,
        SysctlRules.Check,
        SeccompRules.Check,
        ProtectedPathRules.Check,
        PersonalityRules.Check,
        IntelRdtRules.Check,
        MemoryPolicyRules.Check,
    ];

    /// <summary>Checks a bundle's configuration.</summary>
    /// <returns>What the container can do without, but its author should know; one line each.</returns>
    /// <exception cref="SpecException">A rule does not hold.</exception>
    public static IReadOnlyList<string> Check(RuntimeSpec spec)
    {
        var warnings = new List<string>();
        foreach (Rule rule in Rules)
            rule(spec, warnings);
        return warnings;
    }

    /// <summary>Checks a process on its own, as <c>exec --process</c> takes it.</summary>
    /// <inheritdoc cref="Check(RuntimeSpec)"/>
    public static IReadOnlyList<string> Check(Process process)
    {
        var warnings = new List<string>();
        ProcessRules.Check(process, "$", warnings);
        return warnings;
    }

    /// <summary>Checks resources on their own, as <c>update --resources</c> takes them.</summary>
    /// <exception cref="SpecException">A rule does not hold.</exception>
    public static void Check(Resources resources) => ResourceRules.Check(resources, "$");
}
