// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Oci.RuntimeSpec;
using Profile = Husk.Oci.RuntimeSpec.Seccomp;

namespace Husk.Runtime.Tests.Seccomp;

/// <summary>
/// Profiles of the size engines ship (some 300 calls, a few with conditions), different for each seed. A call has one
/// rule with any operators or several with EQ, as real profiles do: several rules that order one argument (GT and LE,
/// say) libseccomp 2.5.4 compiles wrong, and which of two actions wins where conditions overlap is its own choice.
/// </summary>
internal static class GeneratedProfile
{
    private static readonly string[] Operators =
    [
        "SCMP_CMP_NE", "SCMP_CMP_LT", "SCMP_CMP_LE", "SCMP_CMP_EQ", "SCMP_CMP_GE", "SCMP_CMP_GT", "SCMP_CMP_MASKED_EQ",
    ];

    public static Profile Create(int seed)
    {
        var random = new Random(seed);
        // Calls newer than the library of some distributions are left out: it would pass over their names.
        string[] names =
        [
            .. SyscallNumbers.OfX86_64.Where(call => call.Value < 440).OrderBy(call => call.Value)
                .Select(call => call.Key),
        ];
        random.Shuffle(names);
        string[] named = names[..random.Next(150, 330)];

        string[] architectures = ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"];
        return new Profile
        {
            DefaultAction = Pick(
                random, "SCMP_ACT_ERRNO", "SCMP_ACT_KILL", "SCMP_ACT_TRAP", "SCMP_ACT_ALLOW", "SCMP_ACT_LOG"),
            Architectures = [.. architectures.Take(random.Next(0, 4))],
            Syscalls = [.. Rules(random, named)],
        };
    }

    /// <summary>Six arguments, near the values the conditions compare with.</summary>
    public static ulong[] Arguments(Random random) => [.. Enumerable.Range(0, 6).Select(_ => Value(random))];

    private static IEnumerable<SeccompRule> Rules(Random random, string[] names)
    {
        int plain = names.Length - 20;
        int denied = plain / 8;
        yield return new SeccompRule { Names = names[denied..plain], Action = "SCMP_ACT_ALLOW" };
        yield return new SeccompRule { Names = names[..denied], Action = "SCMP_ACT_ERRNO", ErrnoRet = 13 };
        foreach (string name in names[plain..])
        {
            string action = Pick(random, "SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO", "SCMP_ACT_KILL_PROCESS", "SCMP_ACT_TRACE");
            SeccompArg[][] alternatives = random.Next(2) == 0
                ? [[.. Enumerable.Range(0, random.Next(1, 4)).Select(index => Condition(random, (uint)index))]]
                : [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Equal(random))];
            foreach (SeccompArg[] conditions in alternatives)
                yield return new SeccompRule { Names = [name], Action = action, Args = conditions };
        }
    }

    private static SeccompArg[] Equal(Random random) =>
        [new SeccompArg { Index = 1, Op = "SCMP_CMP_EQ", Value = Value(random) }];

    private static SeccompArg Condition(Random random, uint index)
    {
        string op = Pick(random, Operators);
        ulong value = Value(random);
        return new SeccompArg { Index = index, Op = op, Value = value, ValueTwo = value & Value(random) };
    }

    private static ulong Value(Random random) => random.Next(4) switch
    {
        0 => (ulong)random.Next(3),
        1 => 1UL << random.Next(64),
        2 => 0x1_0000_0000UL + (ulong)random.Next(3),
        _ => 0xFFFF_FFFFUL - (ulong)random.Next(3),
    };

    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];
}
