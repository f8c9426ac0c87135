// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Seccomp;

namespace Husk.Runtime.Spec;

/// <summary>
/// Source: config-linux.md, "Seccomp". What libseccomp has to be asked (does it know this architecture? do two rules
/// contradict each other?) is <see cref="SeccompCompiler"/>'s.
/// </summary>
internal static class SeccompRules
{
    private const string Path = SeccompCompiler.Path;

    private const string Notify = "SCMP_ACT_NOTIFY";

    private const int LastArgument = 5;

    // Its own calls between the load and the exec would be held for a listener that it has yet to tell.
    private const string RuntimeWouldWait = "the runtime itself would wait for the listener";

    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (spec.Linux?.Seccomp is not { } seccomp || SeccompCompiler.IsEmpty(seccomp))
            return;
        ProfileWords.Action(seccomp.DefaultAction, seccomp.DefaultErrnoRet, Path, "defaultAction", "defaultErrnoRet");
        if (seccomp.DefaultAction == Notify)
            throw SpecException.At($"{Path}.defaultAction", $"cannot be {Notify}: {RuntimeWouldWait}");
        string[] flags = seccomp.Flags ?? [];
        for (int i = 0; i < flags.Length; i++)
            ProfileWords.Flag(flags[i], $"{Path}.flags[{i}]");
        for (int i = 0; i < seccomp.Architectures.Length; i++)
            CheckArchitecture(seccomp.Architectures[i], $"{Path}.architectures[{i}]");
        if (seccomp.ListenerMetadata.Length > 0 && seccomp.ListenerPath.Length == 0)
            throw SpecException.At($"{Path}.listenerMetadata", "goes together with listenerPath, which is missing");
        for (int i = 0; i < seccomp.Syscalls.Length; i++)
            Check(seccomp, seccomp.Syscalls[i], $"{Path}.syscalls[{i}]");
    }

    private static void CheckArchitecture(string name, string path)
    {
        if (SeccompVocabulary.TryFind(SeccompVocabulary.Architectures, name, out string _))
            return;
        string known = string.Join(", ", SeccompVocabulary.Names(SeccompVocabulary.Architectures));
        throw SpecException.At(path, $"{JsonText.Quoted(name)} is not a seccomp architecture; known are {known}");
    }

    private static void Check(Oci.RuntimeSpec.Seccomp seccomp, SeccompRule rule, string path)
    {
        if (rule.Names.Length == 0)
            throw SpecException.At($"{path}.names", "is missing or empty; name at least one system call");
        ProfileWords.Action(rule.Action, rule.ErrnoRet, path, "action", "errnoRet");
        if (rule.Action == Notify)
            CheckNotify(seccomp, rule, path);
        for (int i = 0; i < rule.Args.Length; i++)
        {
            if (rule.Args[i].Index > LastArgument)
                throw SpecException.At($"{path}.args[{i}].index", $"{rule.Args[i].Index} is not in the range 0 to 5");
            ProfileWords.Operator(rule.Args[i].Op, $"{path}.args[{i}].op");
        }
    }

    private static void CheckNotify(Oci.RuntimeSpec.Seccomp seccomp, SeccompRule rule, string path)
    {
        if (seccomp.ListenerPath.Length == 0)
            throw SpecException.At($"{Path}.listenerPath", $"is missing, and {path}.action is {Notify}");
        int write = System.Array.IndexOf(rule.Names, "write");
        if (write >= 0)
            throw SpecException.At($"{path}.names[{write}]", $"write cannot be {Notify}: {RuntimeWouldWait}");
    }
}
