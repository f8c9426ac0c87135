// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>A namespace to make, or to join.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Namespaces"</remarks>
public sealed record Namespace : IJsonObject<Namespace>
{
    public Namespace()
    {
    }

    internal Namespace(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("type"u8))
                Type = json.String();
            else if (json.Is("path"u8))
                Path = json.String();
            else
                json.Skip();
        }
    }

    /// <summary>
    /// <c>pid</c>, <c>network</c>, <c>mount</c>, <c>ipc</c>, <c>uts</c>, <c>user</c>, <c>cgroup</c> or <c>time</c>.
    /// </summary>
    public string Type { get; init; } = "";

    /// <summary>
    /// Absolute path, in the runtime's mount namespace, of the namespace to join; empty makes a new one.
    /// </summary>
    public string Path { get; init; } = "";

    static Namespace IJsonObject<Namespace>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Namespace>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("type"u8, Type);
        json.String("path"u8, Path);
    }
}
