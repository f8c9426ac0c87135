// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Seccomp;
using Husk.Oci;
using Husk.Oci.Json;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Seccomp;

/// <summary>One word of a profile at a time, read into its number or refused with its place.</summary>
internal static class ProfileWords
{
    /// <summary>An action with its errno in the low 16 bits, as SECCOMP_RET_DATA wants it.</summary>
    /// <param name="name">The word.</param>
    /// <param name="errno">The profile's errno; EPERM when it has none and the action takes one.</param>
    /// <param name="path">The object the two are in.</param>
    /// <param name="actionKey">The property the word is in.</param>
    /// <param name="errnoKey">The property the errno is in.</param>
    internal static uint Action(string name, uint? errno, string path, string actionKey, string errnoKey)
    {
        uint action = Find(SeccompVocabulary.Actions, name, $"{path}.{actionKey}", "action");
        if (!SeccompVocabulary.TakesErrno(action))
        {
            return errno is null
                ? action
                : throw SpecException.At(
                    $"{path}.{errnoKey}", $"{name} takes no errno; only SCMP_ACT_ERRNO and SCMP_ACT_TRACE do");
        }

        uint value = errno ?? EPERM;
        return value <= SECCOMP_RET_DATA
            ? action | value
            : throw SpecException.At($"{path}.{errnoKey}", $"{value} is no errno: it must fit into 16 bits");
    }

    internal static SeccompComparison Operator(string name, string path) =>
        Find(SeccompVocabulary.Operators, name, path, "operator");

    internal static uint Flag(string name, string path) => Find(SeccompVocabulary.Flags, name, path, "flag");

    /// <summary>libseccomp's name of an architecture.</summary>
    internal static string Architecture(string name, string path) =>
        Find(SeccompVocabulary.Architectures, name, path, "architecture");

    /// <summary>An architecture's libseccomp token.</summary>
    internal static uint Architecture(string name, string path, SeccompLibrary library)
    {
        uint token = library.ResolveArchitecture(Architecture(name, path));
        return token != 0
            ? token
            : throw SpecException.At(path, $"the libseccomp of this host ({library.Version}) does not know {name}");
    }

    private static T Find<T>(ReadOnlySpan<(string Name, T Value)> rows, string name, string path, string noun) =>
        SeccompVocabulary.TryFind(rows, name, out T value)
            ? value
            : throw SpecException.At(path, $"{JsonText.Quoted(name)} is not a seccomp {noun}; known are "
                + string.Join(", ", SeccompVocabulary.Names(rows)));
}
