// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>What is sent, with the descriptor, to the listener of a seccomp filter.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "The Container Process State"</remarks>
public sealed record ContainerProcessState : IJsonObject<ContainerProcessState>
{
    public ContainerProcessState()
    {
    }

    internal ContainerProcessState(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("ociVersion"u8))
                OciVersion = json.String();
            else if (json.Is("fds"u8))
                Fds = json.Strings();
            else if (json.Is("pid"u8))
                Pid = json.Int32();
            else if (json.Is("metadata"u8))
                Metadata = json.Text();
            else if (json.Is("state"u8))
                State = json.Object<ContainerState>();
            else
                json.Skip();
        }
    }

    public string OciVersion { get; init; } = "";

    /// <summary>Name of each descriptor sent along: <c>seccompFd</c>.</summary>
    public string[] Fds { get; init; } = [];

    /// <summary>In the runtime's pid namespace.</summary>
    public int Pid { get; init; }

    /// <summary><see cref="Seccomp.ListenerMetadata"/>.</summary>
    public string Metadata { get; init; } = "";

    public ContainerState State { get; init; } = new();

    static ContainerProcessState IJsonObject<ContainerProcessState>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<ContainerProcessState>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("ociVersion"u8, OciVersion);
        json.StringsUnlessNull("fds"u8, Fds);
        json.WriteNumber("pid"u8, Pid);
        json.String("metadata"u8, Metadata);
        json.Object("state"u8, State);
    }
}
