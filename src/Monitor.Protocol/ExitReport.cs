// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Monitor.Protocol;

/// <summary>The container's process has ended: the payload of <see cref="FrameKind.Exit"/>.</summary>
public sealed record ExitReport : IJsonObject<ExitReport>
{
    public ExitReport()
    {
    }

    private ExitReport(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("exitCode"u8))
                ExitCode = json.Int32();
            else if (json.Is("oomKilled"u8))
                OOMKilled = json.Boolean();
            else if (json.Is("finishedAt"u8))
                FinishedAt = Rfc3339.Read(json.Text());
            else if (json.Is("error"u8))
                Error = json.Text();
            else if (json.Is("restarting"u8))
                Restarting = json.Boolean();
            else
                json.Skip();
        }
    }

    public int ExitCode { get; init; }

    public bool OOMKilled { get; init; }

    public DateTimeOffset FinishedAt { get; init; }

    /// <summary>Why it could not be started again; else empty.</summary>
    public string Error { get; init; } = "";

    /// <summary>Whether the policy starts it again: then this is not the last one.</summary>
    public bool Restarting { get; init; }

    static ExitReport IJsonObject<ExitReport>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<ExitReport>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteNumber("exitCode"u8, ExitCode);
        json.WriteBoolean("oomKilled"u8, OOMKilled);
        json.WriteString("finishedAt"u8, Rfc3339.Write(FinishedAt));
        json.WriteString("error"u8, Error);
        json.WriteBoolean("restarting"u8, Restarting);
    }
}
