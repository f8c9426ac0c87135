// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Monitor.Protocol;

/// <summary>What happened to a container: its state.json.</summary>
public sealed record ContainerState : IJsonObject<ContainerState>
{
    public ContainerState()
    {
    }

    private ContainerState(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("Status"u8))
                Status = Parse(json.Text());
            else if (json.Is("Pid"u8))
                Pid = json.Int32();
            else if (json.Is("ExitCode"u8))
                ExitCode = json.Int32();
            else if (json.Is("OOMKilled"u8))
                OOMKilled = json.Boolean();
            else if (json.Is("Error"u8))
                Error = json.Text();
            else if (json.Is("StartedAt"u8))
                StartedAt = Rfc3339.Read(json.Text());
            else if (json.Is("FinishedAt"u8))
                FinishedAt = Rfc3339.Read(json.Text());
            else if (json.Is("RestartCount"u8))
                RestartCount = json.Int32();
            else if (json.Is("HasBeenManuallyStopped"u8))
                HasBeenManuallyStopped = json.Boolean();
            else if (json.Is("Health"u8))
                Health = json.Object<HealthState>();
            else
                json.Skip();
        }
    }

    public ContainerStatus Status { get; init; } = ContainerStatus.Created;

    /// <summary>Of the host; zero when nothing runs.</summary>
    public int Pid { get; init; }

    public int ExitCode { get; init; }

    public bool OOMKilled { get; init; }

    public string Error { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset FinishedAt { get; init; }

    public int RestartCount { get; init; }

    /// <summary>The user stopped it: the policy unless-stopped leaves it alone.</summary>
    public bool HasBeenManuallyStopped { get; init; }

    public HealthState? Health { get; init; }

    static ContainerState IJsonObject<ContainerState>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<ContainerState>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("Status"u8, Word(Status));
        json.WriteNumber("Pid"u8, Pid);
        json.WriteNumber("ExitCode"u8, ExitCode);
        json.WriteBoolean("OOMKilled"u8, OOMKilled);
        json.WriteString("Error"u8, Error);
        json.WriteString("StartedAt"u8, Rfc3339.Write(StartedAt));
        json.WriteString("FinishedAt"u8, Rfc3339.Write(FinishedAt));
        json.WriteNumber("RestartCount"u8, RestartCount);
        json.WriteBoolean("HasBeenManuallyStopped"u8, HasBeenManuallyStopped);
        json.Object("Health"u8, Health);
    }

    private static ContainerStatus Parse(string word) =>
        Enum.TryParse(word, ignoreCase: true, out ContainerStatus status) ? status : ContainerStatus.Dead;

    private static string Word(ContainerStatus status) => status switch
    {
        ContainerStatus.Created => "created",
        ContainerStatus.Running => "running",
        ContainerStatus.Paused => "paused",
        ContainerStatus.Restarting => "restarting",
        ContainerStatus.Exited => "exited",
        ContainerStatus.Removing => "removing",
        _ => "dead",
    };
}
