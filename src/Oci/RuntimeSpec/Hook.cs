// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>One command of <see cref="Hooks"/>; it reads the container's state on standard input.</summary>
/// <remarks>Source: runtime-spec config.md, "POSIX-platform Hooks"</remarks>
public sealed record Hook : IJsonObject<Hook>
{
    public Hook()
    {
    }

    internal Hook(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("path"u8))
                Path = json.String();
            else if (json.Is("args"u8))
                Args = json.Strings();
            else if (json.Is("env"u8))
                Env = json.Strings();
            else if (json.Is("timeout"u8))
                Timeout = json.Int32();
            else
                json.Skip();
        }
    }

    /// <summary>Absolute.</summary>
    public string Path { get; init; } = "";

    /// <summary>argv, the program's own name first; empty stands for the path alone.</summary>
    public string[] Args { get; init; } = [];

    /// <summary>The whole environment; null when the document does not say.</summary>
    public string[]? Env { get; init; }

    /// <summary>Seconds until the hook is aborted; null waits for ever.</summary>
    public int? Timeout { get; init; }

    static Hook IJsonObject<Hook>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Hook>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("path"u8, Path);
        json.Strings("args"u8, Args);
        json.StringsUnlessNull("env"u8, Env);
        json.Number("timeout"u8, Timeout);
    }
}
