// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux.Capabilities;
using Husk.Linux.Mounts;
using Husk.Linux.Seccomp;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cgroups.Systemd;
using Husk.Runtime.Criu;
using Husk.Runtime.Init;
using Husk.Runtime.Seccomp;
using Husk.Runtime.Spec;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// `features`: what this program was built to do, whatever the host can. The words are those of the tables it works by.
/// </summary>
/// <remarks>Source: runtime-spec features.md and features-linux.md.</remarks>
internal static class FeatureList
{
    private static readonly EnabledFeature Yes = new() { Enabled = true };

    /// <param name="annotations">What the program says of itself: versions.</param>
    public static Features Make(IReadOnlyDictionary<string, string> annotations) => new()
    {
        OciVersionMin = "1.0.0",
        OciVersionMax = RuntimeSpecJson.Version,
        Hooks = Array.ConvertAll(HookRules.Kinds, static kind => kind.Name),
        MountOptions = Sorted(MountOptionTable.Names),
        Linux = new()
        {
            Namespaces = Sorted(Array.ConvertAll(NamespaceSet.Known, static known => known.Type)),
            Capabilities = Capability.Names.ToArray(),
            Cgroup = new() { V1 = true, V2 = true, Systemd = true, SystemdUser = true, Rdma = true },
            Seccomp = Seccomp(),
            Apparmor = Yes,
            Selinux = Yes,
            IntelRdt = new() { Enabled = true, Schemata = true, Monitoring = true },
            MemoryPolicy = new()
            {
                Modes = [.. SpecWords.MemoryPolicyModes.Words],
                Flags = [.. SpecWords.MemoryPolicyFlags.Words],
            },
            MountExtensions = new() { Idmap = Yes },
            NetDevices = Yes,
        },
        Annotations = annotations,
        PotentiallyUnsafeConfigAnnotations =
            [.. CrunAnnotations.All, ImageDirectories.ConfigAnnotation, UnitAnnotations.Prefix],
    };

    /// <summary>Here, as the specification has it, the kernel is asked which of the known flags it supports.</summary>
    private static SeccompFeatures Seccomp() => new()
    {
        Enabled = true,
        Actions = [.. SeccompVocabulary.Names(SeccompVocabulary.Actions)],
        Operators = [.. SeccompVocabulary.Names(SeccompVocabulary.Operators)],
        Archs = [.. SeccompVocabulary.Names(SeccompVocabulary.Architectures)],
        KnownFlags = [.. SeccompVocabulary.Names(SeccompVocabulary.Flags)],
        SupportedFlags = [.. KernelsFlags()],
    };

    private static List<string> KernelsFlags()
    {
        var known = new List<string>();
        foreach ((string name, uint flag) in SeccompVocabulary.Flags)
        {
            if (SeccompFlags.KernelKnows(flag))
                known.Add(name);
        }

        return known;
    }

    private static string[] Sorted(IEnumerable<string> names)
    {
        string[] sorted = [.. names];
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted;
    }
}
