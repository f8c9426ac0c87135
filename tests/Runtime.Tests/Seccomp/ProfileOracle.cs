// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Oci.RuntimeSpec;
using Profile = Husk.Oci.RuntimeSpec.Seccomp;

namespace Husk.Runtime.Tests.Seccomp;

/// <summary>
/// What a profile says about one call, read straight from its words: the yardstick for the compiled filter.
/// </summary>
internal static class ProfileOracle
{
    private const uint Enosys = 0x00050026;

    /// <summary>The SECCOMP_RET_* value for a call on x86_64, x32 or i386.</summary>
    public static uint Evaluate(Profile profile, uint arch, uint number, params ReadOnlySpan<ulong> args)
    {
        if (Numbers(profile, arch, number) is not { } numbers)
            return 0;

        // Calls newer than every call the profile names.
        bool denies = profile.DefaultAction is not ("SCMP_ACT_ALLOW" or "SCMP_ACT_LOG" or "SCMP_ACT_TRACE");
        List<uint> named =
        [
            .. profile.Syscalls.SelectMany(rule => rule.Names).Where(numbers.ContainsKey).Select(name => numbers[name]),
        ];
        if (denies && named.Count > 0 && number > named.Max())
            return Enosys;

        // The arguments of i386 and x32 have 32 bits, and so have the values they are compared with.
        ulong width = arch == SyscallNumbers.X86_64 && number < SyscallNumbers.X32Bit ? ulong.MaxValue : uint.MaxValue;
        foreach (SeccompRule rule in profile.Syscalls)
        {
            if (rule.Names.Any(name => numbers.TryGetValue(name, out uint known) && known == number)
                && Holds(rule.Args, args, width))
            {
                return Action(rule.Action, rule.ErrnoRet);
            }
        }

        return Action(profile.DefaultAction, profile.DefaultErrnoRet);
    }

    private static IReadOnlyDictionary<string, uint>? Numbers(Profile profile, uint arch, uint number) => arch switch
    {
        SyscallNumbers.X86_64 when (number & SyscallNumbers.X32Bit) == 0 => SyscallNumbers.OfX86_64,
        SyscallNumbers.X86_64 when profile.Architectures.Contains("SCMP_ARCH_X32") => SyscallNumbers.OfX32,
        SyscallNumbers.I386 when profile.Architectures.Contains("SCMP_ARCH_X86") => SyscallNumbers.OfI386,
        _ => null,
    };

    // Two conditions on one argument make the conditions alternatives; otherwise all must hold.
    private static bool Holds(SeccompArg[] conditions, ReadOnlySpan<ulong> args, ulong width)
    {
        ulong[] values = args.ToArray();
        return conditions.Select(condition => condition.Index).Distinct().Count() < conditions.Length
            ? conditions.Any(condition => Holds(condition, values, width))
            : conditions.All(condition => Holds(condition, values, width));
    }

    private static bool Holds(SeccompArg condition, ulong[] args, ulong width)
    {
        ulong argument = (condition.Index < (uint)args.Length ? args[condition.Index] : 0) & width;
        ulong value = condition.Value & width;
        return condition.Op switch
        {
            "SCMP_CMP_NE" => argument != value,
            "SCMP_CMP_LT" => argument < value,
            "SCMP_CMP_LE" => argument <= value,
            "SCMP_CMP_EQ" => argument == value,
            "SCMP_CMP_GE" => argument >= value,
            "SCMP_CMP_GT" => argument > value,
            "SCMP_CMP_MASKED_EQ" => (argument & value) == (condition.ValueTwo & width),
            _ => throw new ArgumentException(condition.Op),
        };
    }

    private static uint Action(string name, uint? errno) => name switch
    {
        "SCMP_ACT_KILL" or "SCMP_ACT_KILL_THREAD" => 0,
        "SCMP_ACT_KILL_PROCESS" => 0x80000000,
        "SCMP_ACT_TRAP" => 0x00030000,
        "SCMP_ACT_ERRNO" => 0x00050000 | (errno ?? 1),
        "SCMP_ACT_TRACE" => 0x7FF00000 | (errno ?? 1),
        "SCMP_ACT_LOG" => 0x7FFC0000,
        "SCMP_ACT_ALLOW" => 0x7FFF0000,
        "SCMP_ACT_NOTIFY" => 0x7FC00000,
        _ => throw new ArgumentException(name),
    };
}
