// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace Husk.Oci.RuntimeSpec;

/// <summary>The container's <c>config.json</c>, runtime-spec 1.3.0, as far as Linux is concerned: other platforms' sections are ignored.</summary>
/// <remarks>Source: runtime-spec config.md. An absent string is the empty string, an absent list the empty list, and an absent object null, except where a property says otherwise.</remarks>
public sealed partial record RuntimeSpec
{
    /// <summary>Version of the spec the bundle was written for, SemVer 2.0.0.</summary>
    public string OciVersion { get; init; } = "";

    /// <summary>Null when the bundle describes no process: such a container can be created but not started.</summary>
    public Process? Process { get; init; }

    public Root? Root { get; init; }

    /// <summary>Needs a uts namespace.</summary>
    public string Hostname { get; init; } = "";

    /// <summary>NIS domain name; needs a uts namespace.</summary>
    public string Domainname { get; init; } = "";

    /// <summary>In the order in which they are mounted.</summary>
    public Mount[] Mounts { get; init; } = [];

    public Hooks? Hooks { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    public LinuxSpec? Linux { get; init; }
}
