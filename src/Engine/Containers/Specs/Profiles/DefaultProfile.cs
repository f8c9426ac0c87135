// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Containers.Specs.Profiles;

/// <summary>The filter of a container that asked for none.</summary>
/// <remarks>What it answers otherwise than docker's is in docs/security.md, and a test holds that list.</remarks>
internal static class DefaultProfile
{
    private const string Allow = "SCMP_ACT_ALLOW";

    /// <summary>CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET (linux/sched.h).</summary>
    private const ulong NewNamespaces = 0x7E020000;

    private const uint ENOSYS = 38;

    /// <summary>
    /// AF_ALG: the kernel's ciphers on request, and AF_VSOCK: whoever runs this host as a virtual machine
    /// (linux/socket.h).
    /// </summary>
    private const ulong CryptographySockets = 38, HypervisorSockets = 40;

    /// <summary>personality(2): Linux, 32-bit Linux, each also with a uname of 2.6; and the question.</summary>
    private static readonly ulong[] Personalities = [0, 0x8, 0x20000, 0x20008, 0xFFFFFFFF];

    public static readonly SeccompProfile Profile = new()
    {
        DefaultAction = "SCMP_ACT_ERRNO",
        DefaultErrnoRet = 1,
        ArchMap = new Dictionary<string, string[]>
        {
            ["SCMP_ARCH_X86_64"] = ["SCMP_ARCH_X86", "SCMP_ARCH_X32"],
            ["SCMP_ARCH_AARCH64"] = ["SCMP_ARCH_ARM"],
        },
        Rules =
        [
            new(new SeccompRule
            {
                Names = [.. AllowedSyscalls.All.SelectMany(group => group.Names).Order(System.StringComparer.Ordinal)],
                Action = Allow,
            }),
            Rule("socket", Argument(0, "SCMP_CMP_LT", CryptographySockets)),
            Rule("socket", Argument(0, "SCMP_CMP_EQ", CryptographySockets + 1)),
            Rule("socket", Argument(0, "SCMP_CMP_GT", HypervisorSockets)),
            .. Personalities.Select(persona => Rule("personality", Argument(0, "SCMP_CMP_EQ", persona))),
            On(["amd64"], "arch_prctl", "modify_ldt"),
            On(["arm64"], "arm_fadvise64_64", "arm_sync_file_range", "breakpoint", "cacheflush", "set_tls",
                "sync_file_range2"),
            .. GuardedSyscalls.All.Select(guarded => new ProfileRule(
                new SeccompRule { Names = guarded.Group.Names, Action = Allow },
                Includes: new ProfileCondition { Caps = [guarded.Capability] })),
            // Threads and processes, but no namespaces.
            WithoutAdmin(new SeccompRule
            {
                Names = ["clone"],
                Action = Allow,
                Args = [Argument(0, "SCMP_CMP_MASKED_EQ", NewNamespaces)],
            }),
            // "No such call" makes a libc take clone, which a filter can look into.
            WithoutAdmin(new SeccompRule { Names = ["clone3"], Action = "SCMP_ACT_ERRNO", ErrnoRet = ENOSYS }),
        ],
    };

    private static ProfileRule Rule(string name, SeccompArg argument) =>
        new(new SeccompRule { Names = [name], Action = Allow, Args = [argument] });

    private static ProfileRule On(string[] architectures, params string[] names) =>
        new(new SeccompRule { Names = names, Action = Allow },
            Includes: new ProfileCondition { Arches = architectures });

    private static ProfileRule WithoutAdmin(SeccompRule rule) =>
        new(rule, Excludes: new ProfileCondition { Caps = ["CAP_SYS_ADMIN"] });

    private static SeccompArg Argument(uint index, string operation, ulong value) =>
        new() { Index = index, Op = operation, Value = value };
}
