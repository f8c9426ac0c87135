// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Containers.Specs.Profiles;

/// <summary>
/// A profile in docker's form: the runtime-spec's rules, each with the hosts and containers that it is for.
/// </summary>
/// <remarks>
/// Source: docs.docker.com, "Seccomp security profiles for Docker", and the profile files that are in use.
/// </remarks>
public sealed record SeccompProfile
{
    public required string DefaultAction { get; init; }

    public uint? DefaultErrnoRet { get; init; }

    /// <summary>Architectures for every machine, or none.</summary>
    public string[] Architectures { get; init; } = [];

    /// <summary>Architectures by the machine's own: what a 64-bit kernel runs beside it.</summary>
    public IReadOnlyDictionary<string, string[]> ArchMap { get; init; } = new Dictionary<string, string[]>();

    public string[]? Flags { get; init; }

    public string ListenerPath { get; init; } = "";

    public string ListenerMetadata { get; init; } = "";

    public ProfileRule[] Rules { get; init; } = [];

    /// <summary>What of it holds for one container on one host; null for a profile that says nothing at all.</summary>
    /// <param name="capabilities">The container's bounding set, <c>CAP_</c> names.</param>
    /// <param name="host">The machine and its kernel.</param>
    public Seccomp? For(IReadOnlyCollection<string> capabilities, HostFacts host)
    {
        if (DefaultAction.Length == 0 && Rules.Length == 0)
            return null;
        string native = host.Architecture == "arm64" ? "SCMP_ARCH_AARCH64" : "SCMP_ARCH_X86_64";
        return new Seccomp
        {
            DefaultAction = DefaultAction,
            DefaultErrnoRet = DefaultErrnoRet,
            Architectures = ArchMap.TryGetValue(native, out string[]? others) ? [.. Architectures, native, .. others]
                : Architectures,
            Flags = Flags,
            ListenerPath = ListenerPath,
            ListenerMetadata = ListenerMetadata,
            Syscalls = [.. Rules.Where(rule => rule.Holds(capabilities, host)).Select(rule => rule.Rule)],
        };
    }
}
