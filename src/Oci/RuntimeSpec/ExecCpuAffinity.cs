// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>CPUs for a process that joins the container, as lists such as <c>0-3,7</c>.</summary>
/// <remarks>Source: runtime-spec config.md, "Linux Process"</remarks>
public sealed record ExecCpuAffinity : IJsonObject<ExecCpuAffinity>
{
    public ExecCpuAffinity()
    {
    }

    internal ExecCpuAffinity(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("initial"u8))
                Initial = json.String();
            else if (json.Is("final"u8))
                Final = json.String();
            else
                json.Skip();
        }
    }

    /// <summary>Until the process is in the container's cgroup.</summary>
    public string Initial { get; init; } = "";

    /// <summary>From then on.</summary>
    public string Final { get; init; } = "";

    static ExecCpuAffinity IJsonObject<ExecCpuAffinity>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<ExecCpuAffinity>.WriteMembers(Utf8JsonWriter json)
    {
        json.String("initial"u8, Initial);
        json.String("final"u8, Final);
    }
}
