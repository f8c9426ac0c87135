// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux;
using Husk.Linux.Seccomp;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;
using Profile = Husk.Oci.RuntimeSpec.Seccomp;

namespace Husk.Runtime.Seccomp;

/// <summary>
/// From <c>linux.seccomp</c> to a BPF program: libseccomp compiles the rules, <see cref="EnosysStub"/> goes before
/// them.
/// </summary>
/// <remarks>
/// Where the specification leaves room, this does what runc does, because profiles are written against it: rules equal
/// to the default action and names no libseccomp knows are passed over, and a rule that has two conditions on one
/// argument counts as several rules of one condition.
/// </remarks>
internal static class SeccompCompiler
{
    /// <summary>
    /// Goes into the key of <see cref="SeccompCache"/>: to be raised when the same profile compiles to something else.
    /// </summary>
    internal const int Version = 1;

    internal const string Path = "$.linux.seccomp";

    /// <summary>
    /// Below this many rules a list is as good as a tree, and libseccomp up to 2.5.4 makes a wrong tree of none.
    /// </summary>
    private const int RulesWorthATree = 32;

    private const int Arguments = 6;

    /// <summary>Compiles a profile; null when it asks for nothing (no default action and no rules).</summary>
    /// <exception cref="SpecException">A word of the profile is unknown or two rules contradict each other.</exception>
    /// <exception cref="DllNotFoundException">libseccomp is not installed.</exception>
    internal static CompiledSeccomp? Compile(Profile profile) =>
        IsEmpty(profile) ? null : WithoutFilter(profile) with { Filter = CompileFilter(profile) };

    /// <summary>Whether the profile asks for nothing.</summary>
    internal static bool IsEmpty(Profile profile) => profile.DefaultAction.Length == 0 && profile.Syscalls.Length == 0;

    /// <summary>Whether a rule hands calls to a listener.</summary>
    internal static bool Notifies(Profile profile) =>
        Array.Exists(profile.Syscalls, rule => rule.Action == "SCMP_ACT_NOTIFY");

    /// <summary>
    /// All of the result but the program: cheap, and checked anew whether the program comes from the cache or not.
    /// </summary>
    internal static CompiledSeccomp WithoutFilter(Profile profile)
    {
        bool notifies = Notifies(profile);
        return new CompiledSeccomp(
            [],
            LoadFlags(profile, notifies),
            notifies ? profile.ListenerPath : null,
            notifies ? profile.ListenerMetadata : "");
    }

    /// <summary>The program alone.</summary>
    internal static byte[] CompileFilter(Profile profile)
    {
        uint defaultAction = ProfileWords.Action(
            profile.DefaultAction, profile.DefaultErrnoRet, Path, "defaultAction", "defaultErrnoRet");
        var library = SeccompLibrary.Load();
        List<uint> architectures = Architectures(library, profile);

        using SeccompFilterBuilder filter = library.NewFilter(defaultAction);
        foreach (uint token in architectures)
            filter.AddArchitecture(token);
        if (CountRules(profile) > RulesWorthATree)
            filter.TryUseBinaryTree();
        for (int i = 0; i < profile.Syscalls.Length; i++)
            AddRule(library, filter, defaultAction, profile.Syscalls[i], $"{Path}.syscalls[{i}]");

        byte[] program = EnosysStub.Prepend(filter.Export(), defaultAction, library, architectures, profile);
        int instructions = program.Length / EnosysStub.InstructionSize;
        return instructions <= BPF_MAXINSNS
            ? program
            : throw SpecException.At(
                Path, $"compiles to {instructions} instructions, and the kernel takes {BPF_MAXINSNS} at most");
    }

    /// <summary>The native architecture, which every filter has, then the profile's in their order.</summary>
    private static List<uint> Architectures(SeccompLibrary library, Profile profile)
    {
        List<uint> tokens = [library.NativeArchitecture];
        for (int i = 0; i < profile.Architectures.Length; i++)
        {
            uint token = ProfileWords.Architecture(profile.Architectures[i], $"{Path}.architectures[{i}]", library);
            if (!tokens.Contains(token))
                tokens.Add(token);
        }

        return tokens;
    }

    private static int CountRules(Profile profile)
    {
        int count = 0;
        foreach (SeccompRule rule in profile.Syscalls)
            count += rule.Names.Length;
        return count;
    }

    private static void AddRule(
        SeccompLibrary library, SeccompFilterBuilder filter, uint defaultAction, SeccompRule rule, string path)
    {
        uint action = ProfileWords.Action(rule.Action, rule.ErrnoRet, path, "action", "errnoRet");
        SeccompCondition[] conditions = Conditions(rule, path, out bool argumentTwice);
        if (action == defaultAction)
            return;

        for (int i = 0; i < rule.Names.Length; i++)
        {
            if (library.ResolveSyscall(rule.Names[i]) is not int syscall)
                continue;
            if (argumentTwice)
            {
                for (int j = 0; j < conditions.Length; j++)
                    Add(filter, action, syscall, conditions.AsSpan(j, 1), rule.Names[i], $"{path}.names[{i}]");
            }
            else
            {
                Add(filter, action, syscall, conditions, rule.Names[i], $"{path}.names[{i}]");
            }
        }
    }

    private static void Add(
        SeccompFilterBuilder filter,
        uint action,
        int syscall,
        ReadOnlySpan<SeccompCondition> conditions,
        string name,
        string path)
    {
        int result = filter.TryAddRule(action, syscall, conditions);
        if (result == -EEXIST)
        {
            throw SpecException.At(
                path, $"an earlier rule gives another action for the same calls of {JsonText.Quoted(name)}");
        }

        if (result < 0)
            throw new SyscallException($"seccomp_rule_add_array({Strace.Quote(name)})", -result);
    }

    private static SeccompCondition[] Conditions(SeccompRule rule, string path, out bool argumentTwice)
    {
        var conditions = new SeccompCondition[rule.Args.Length];
        Span<bool> seen = stackalloc bool[Arguments];
        argumentTwice = false;
        for (int i = 0; i < conditions.Length; i++)
        {
            SeccompArg arg = rule.Args[i];
            if (arg.Index >= Arguments)
                throw SpecException.At($"{path}.args[{i}].index", $"{arg.Index} is not in the range 0 to 5");
            argumentTwice |= seen[(int)arg.Index];
            seen[(int)arg.Index] = true;
            conditions[i] = new SeccompCondition(
                arg.Index, ProfileWords.Operator(arg.Op, $"{path}.args[{i}].op"), arg.Value, arg.ValueTwo);
        }

        return conditions;
    }

    /// <remarks>
    /// No <c>flags</c> at all means SPEC_ALLOW, as in runc: without it a kernel before 5.16 turns off speculative store
    /// bypass for whoever has a filter, which slows all of it down (seccomp(2), SECCOMP_FILTER_FLAG_SPEC_ALLOW). An
    /// empty list means none.
    /// </remarks>
    private static uint LoadFlags(Profile profile, bool notifies)
    {
        uint flags = notifies ? (uint)SECCOMP_FILTER_FLAG_NEW_LISTENER : 0;
        if (profile.Flags is null)
            return flags | SECCOMP_FILTER_FLAG_SPEC_ALLOW;
        for (int i = 0; i < profile.Flags.Length; i++)
        {
            uint flag = ProfileWords.Flag(profile.Flags[i], $"{Path}.flags[{i}]");
            // seccomp(2) would answer EINVAL and not say why.
            if (flag == SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV && !notifies)
                throw SpecException.At($"{Path}.flags[{i}]", $"{profile.Flags[i]} needs a rule with SCMP_ACT_NOTIFY");
            flags |= flag;
        }

        return flags;
    }
}
