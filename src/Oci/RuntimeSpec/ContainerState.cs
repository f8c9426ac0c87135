// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>The state of a container: what <c>state</c> prints and hooks read.</summary>
/// <remarks>Source: runtime-spec runtime.md, "State"; rootfs, created and owner are runc's additions</remarks>
public sealed record ContainerState : IJsonObject<ContainerState>
{
    public ContainerState()
    {
    }

    internal ContainerState(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("ociVersion"u8))
                OciVersion = json.String();
            else if (json.Is("id"u8))
                Id = json.String();
            else if (json.Is("pid"u8))
                Pid = json.Int32();
            else if (json.Is("status"u8))
                Status = json.String();
            else if (json.Is("bundle"u8))
                Bundle = json.String();
            else if (json.Is("rootfs"u8))
                Rootfs = json.String();
            else if (json.Is("created"u8))
                Created = json.String();
            else if (json.Is("annotations"u8))
                Annotations = json.TextMap();
            else if (json.Is("owner"u8))
                Owner = json.String();
            else
                json.Skip();
        }
    }

    public string OciVersion { get; init; } = "";

    public string Id { get; init; } = "";

    /// <summary>Id of the init process in the runtime's pid namespace; 0 when there is none.</summary>
    public int Pid { get; init; }

    /// <summary><c>creating</c>, <c>created</c>, <c>running</c>, <c>stopped</c> or <c>paused</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Absolute path of the bundle.</summary>
    public string Bundle { get; init; } = "";

    /// <summary>Absolute path of the root filesystem; empty when unset.</summary>
    public string Rootfs { get; init; } = "";

    /// <summary>When the container was created, RFC 3339 with nanoseconds; empty when unset.</summary>
    public string Created { get; init; } = "";

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Name of the user who made it; null leaves the member out.</summary>
    public string? Owner { get; init; }

    static ContainerState IJsonObject<ContainerState>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<ContainerState>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("ociVersion"u8, OciVersion);
        json.WriteString("id"u8, Id);
        json.WriteNumber("pid"u8, Pid);
        json.WriteString("status"u8, Status);
        json.WriteString("bundle"u8, Bundle);
        json.String("rootfs"u8, Rootfs);
        json.String("created"u8, Created);
        json.Map("annotations"u8, Annotations);
        json.StringUnlessNull("owner"u8, Owner);
    }
}
