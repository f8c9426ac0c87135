// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>
/// The container's <c>config.json</c>, runtime-spec 1.3.0, as far as Linux is concerned: other platforms' sections
/// are ignored.
/// </summary>
/// <remarks>
/// Source: runtime-spec config.md. An absent string is the empty string, an absent list the empty list, and an
/// absent object null, except where a property says otherwise.
/// </remarks>
public sealed record RuntimeSpec : IJsonObject<RuntimeSpec>
{
    public RuntimeSpec()
    {
    }

    internal RuntimeSpec(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("ociVersion"u8))
                OciVersion = json.String();
            else if (json.Is("process"u8))
                Process = json.Object<Process>();
            else if (json.Is("root"u8))
                Root = json.Object<Root>();
            else if (json.Is("hostname"u8))
                Hostname = json.String();
            else if (json.Is("domainname"u8))
                Domainname = json.String();
            else if (json.Is("mounts"u8))
                Mounts = json.Array<Mount>();
            else if (json.Is("hooks"u8))
                Hooks = json.Object<Hooks>();
            else if (json.Is("annotations"u8))
                Annotations = json.TextMap();
            else if (json.Is("linux"u8))
                Linux = json.Object<LinuxSpec>();
            else
                json.Skip();
        }
    }

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

    static RuntimeSpec IJsonObject<RuntimeSpec>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<RuntimeSpec>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("ociVersion"u8, OciVersion);
        json.Object("process"u8, Process);
        json.Object("root"u8, Root);
        json.String("hostname"u8, Hostname);
        json.String("domainname"u8, Domainname);
        json.Array("mounts"u8, Mounts);
        json.Object("hooks"u8, Hooks);
        json.Map("annotations"u8, Annotations);
        json.Object("linux"u8, Linux);
    }
}
