// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Commands that run at moments of the container's life.</summary>
/// <remarks>Source: runtime-spec config.md, "POSIX-platform Hooks"</remarks>
public sealed record Hooks : IJsonObject<Hooks>
{
    public Hooks()
    {
    }

    internal Hooks(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("prestart"u8))
                Prestart = json.Array<Hook>();
            else if (json.Is("createRuntime"u8))
                CreateRuntime = json.Array<Hook>();
            else if (json.Is("createContainer"u8))
                CreateContainer = json.Array<Hook>();
            else if (json.Is("startContainer"u8))
                StartContainer = json.Array<Hook>();
            else if (json.Is("poststart"u8))
                Poststart = json.Array<Hook>();
            else if (json.Is("poststop"u8))
                Poststop = json.Array<Hook>();
            else
                json.Skip();
        }
    }

    /// <summary>Deprecated; runs before <see cref="CreateRuntime"/> and in the same place.</summary>
    public Hook[] Prestart { get; init; } = [];

    /// <summary>In the runtime's namespaces, after the container's exist and before its root is entered.</summary>
    public Hook[] CreateRuntime { get; init; } = [];

    /// <summary>Found in the runtime's mount namespace, run in the container's, before its root is entered.</summary>
    public Hook[] CreateContainer { get; init; } = [];

    /// <summary>In the container, last before the process.</summary>
    public Hook[] StartContainer { get; init; } = [];

    /// <summary>In the runtime's namespaces, after the process was started.</summary>
    public Hook[] Poststart { get; init; } = [];

    /// <summary>In the runtime's namespaces, after the container was deleted.</summary>
    public Hook[] Poststop { get; init; } = [];

    static Hooks IJsonObject<Hooks>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Hooks>.WriteMembers(Utf8JsonWriter json)
    {
        json.Array("prestart"u8, Prestart);
        json.Array("createRuntime"u8, CreateRuntime);
        json.Array("createContainer"u8, CreateContainer);
        json.Array("startContainer"u8, StartContainer);
        json.Array("poststart"u8, Poststart);
        json.Array("poststop"u8, Poststop);
    }
}
