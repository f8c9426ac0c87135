// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Capabilities;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// Capabilities that were asked for and cannot be given: a warning, not an error (runtime-spec config.md,
/// capabilities).
/// </summary>
internal static class CapabilityWarnings
{
    public static void Log(Process? process, PlanFacts facts, LinuxSpec? linux, ILog log)
    {
        if (process?.Capabilities is not { } wanted || NamespaceSet.Of(linux ?? new LinuxSpec()).Has(CLONE_NEWUSER))
        {
            return;
        }

        string[] names = [.. wanted.Permitted, .. wanted.Effective, .. wanted.Bounding, .. wanted.Inheritable];
        ulong missing = Capability.Parse(names, facts.LastCapability).Mask & ~facts.AvailableCapabilities;
        IReadOnlyList<string> absent = Capability.NamesIn(missing);
        if (absent.Count > 0)
        {
            log.Warn(
                $"process.capabilities: left out, as husk-oci does not have them itself: {string.Join(", ", absent)}");
        }
    }
}
