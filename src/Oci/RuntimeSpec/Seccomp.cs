// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>The system call filter.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Seccomp"</remarks>
public sealed record Seccomp : IJsonObject<Seccomp>
{
    public Seccomp()
    {
    }

    internal Seccomp(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("defaultAction"u8))
                DefaultAction = json.String();
            else if (json.Is("defaultErrnoRet"u8))
                DefaultErrnoRet = json.UInt32();
            else if (json.Is("architectures"u8))
                Architectures = json.Strings();
            else if (json.Is("flags"u8))
                Flags = json.Strings();
            else if (json.Is("listenerPath"u8))
                ListenerPath = json.String();
            else if (json.Is("listenerMetadata"u8))
                ListenerMetadata = json.Text();
            else if (json.Is("syscalls"u8))
                Syscalls = json.Array<SeccompRule>();
            else
                json.Skip();
        }
    }

    /// <summary><c>SCMP_ACT_ERRNO</c> and its like: for calls no rule names.</summary>
    public string DefaultAction { get; init; } = "";

    /// <summary>Null stands for EPERM.</summary>
    public uint? DefaultErrnoRet { get; init; }

    /// <summary><c>SCMP_ARCH_X86_64</c> and its like; empty stands for the native one.</summary>
    public string[] Architectures { get; init; } = [];

    /// <summary>
    /// <c>SECCOMP_FILTER_FLAG_LOG</c> and its like; null, unlike an empty list, leaves the choice to the runtime.
    /// </summary>
    public string[]? Flags { get; init; }

    /// <summary>Unix socket that is handed the notification descriptor.</summary>
    public string ListenerPath { get; init; } = "";

    /// <summary>Handed to the listener as it is.</summary>
    public string ListenerMetadata { get; init; } = "";

    public SeccompRule[] Syscalls { get; init; } = [];

    static Seccomp IJsonObject<Seccomp>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Seccomp>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("defaultAction"u8, DefaultAction);
        json.Number("defaultErrnoRet"u8, DefaultErrnoRet);
        json.Strings("architectures"u8, Architectures);
        json.StringsUnlessNull("flags"u8, Flags);
        json.String("listenerPath"u8, ListenerPath);
        json.String("listenerMetadata"u8, ListenerMetadata);
        json.Array("syscalls"u8, Syscalls);
    }
}
