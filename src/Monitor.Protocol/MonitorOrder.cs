// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Monitor.Protocol;

/// <summary>What a monitor is told to do: monitor.json. Paths are absolute.</summary>
public sealed record MonitorOrder : IJsonObject<MonitorOrder>
{
    public MonitorOrder()
    {
    }

    private MonitorOrder(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("Id"u8))
                Id = json.Text();
            else if (json.Is("Name"u8))
                Name = json.Text();
            else if (json.Is("Image"u8))
                Image = json.Text();
            else if (json.Is("Attributes"u8))
                Attributes = json.TextMap();
            else if (json.Is("Runtime"u8))
                Runtime = json.Object<RuntimeOrder>();
            else if (json.Is("Bundle"u8))
                Bundle = json.Text();
            else if (json.Is("PidFile"u8))
                PidFile = json.Text();
            else if (json.Is("Terminal"u8))
                Terminal = json.Boolean();
            else if (json.Is("Rows"u8))
                Rows = json.UInt16();
            else if (json.Is("Columns"u8))
                Columns = json.UInt16();
            else if (json.Is("OpenStdin"u8))
                OpenStdin = json.Boolean();
            else if (json.Is("StdinOnce"u8))
                StdinOnce = json.Boolean();
            else if (json.Is("Log"u8))
                Log = json.Object<LogOrder>();
            else if (json.Is("Restart"u8))
                Restart = json.Object<RestartPolicy>();
            else if (json.Is("Health"u8))
                Health = json.Object<HealthOrder>();
            else if (json.Is("Dns"u8))
                Dns = json.Object<DnsOrder>();
            else if (json.Is("StopSignal"u8))
                StopSignal = json.Text();
            else if (json.Is("StopTimeout"u8))
                StopTimeout = json.Int32();
            else if (json.Is("CgroupPath"u8))
                CgroupPath = json.Text();
            else if (json.Is("StatePath"u8))
                StatePath = json.Text();
            else if (json.Is("LockPath"u8))
                LockPath = json.Text();
            else if (json.Is("SocketPath"u8))
                SocketPath = json.Text();
            else if (json.Is("EventsPath"u8))
                EventsPath = json.Text();
            else if (json.Is("CleanUp"u8))
                CleanUp = json.Strings();
            else
                json.Skip();
        }
    }

    public string Id { get; init; } = "";

    /// <summary>Without a slash; for events, as the next two.</summary>
    public string Name { get; init; } = "";

    public string Image { get; init; } = "";

    /// <summary>Labels, and what else events tell of the container.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    public RuntimeOrder Runtime { get; init; } = new();

    /// <summary>The directory with config.json.</summary>
    public string Bundle { get; init; } = "";

    /// <summary>Where the runtime writes the process's number.</summary>
    public string PidFile { get; init; } = "";

    /// <summary>Whether config.json asks for a terminal.</summary>
    public bool Terminal { get; init; }

    /// <summary>Of the terminal at the start; zero when nobody knows.</summary>
    public ushort Rows { get; init; }

    public ushort Columns { get; init; }

    /// <summary>Whether the container's input can be written to; it is empty otherwise.</summary>
    public bool OpenStdin { get; init; }

    /// <summary>Whether the input ends when the first client that attached to it has ended its own.</summary>
    public bool StdinOnce { get; init; }

    public LogOrder Log { get; init; } = new();

    public RestartPolicy Restart { get; init; } = new();

    /// <summary>Null for no probe.</summary>
    public HealthOrder? Health { get; init; }

    /// <summary>Null for a container that asks no server of ours.</summary>
    public DnsOrder? Dns { get; init; }

    /// <summary>What stops the process, as people write it; empty for TERM.</summary>
    public string StopSignal { get; init; } = "";

    /// <summary>Seconds until KILL; negative for never.</summary>
    public int StopTimeout { get; init; } = 10;

    /// <summary>linux.cgroupsPath of config.json: where to see that memory ran out. Empty to ask the process.</summary>
    public string CgroupPath { get; init; } = "";

    /// <summary>state.json.</summary>
    public string StatePath { get; init; } = "";

    /// <summary>monitor.lock: held as long as the monitor lives.</summary>
    public string LockPath { get; init; } = "";

    /// <summary>Where clients connect.</summary>
    public string SocketPath { get; init; } = "";

    /// <summary>Events are appended to it, one JSON object a line.</summary>
    public string EventsPath { get; init; } = "";

    /// <summary>The command that cleans up when no client does; empty for none.</summary>
    public string[] CleanUp { get; init; } = [];

    static MonitorOrder IJsonObject<MonitorOrder>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<MonitorOrder>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("Id"u8, Id);
        json.WriteString("Name"u8, Name);
        json.WriteString("Image"u8, Image);
        json.Map("Attributes"u8, Attributes);
        json.Object("Runtime"u8, Runtime);
        json.WriteString("Bundle"u8, Bundle);
        json.WriteString("PidFile"u8, PidFile);
        json.WriteBoolean("Terminal"u8, Terminal);
        json.WriteNumber("Rows"u8, Rows);
        json.WriteNumber("Columns"u8, Columns);
        json.WriteBoolean("OpenStdin"u8, OpenStdin);
        json.WriteBoolean("StdinOnce"u8, StdinOnce);
        json.Object("Log"u8, Log);
        json.Object("Restart"u8, Restart);
        json.Object("Health"u8, Health);
        json.Object("Dns"u8, Dns);
        json.WriteString("StopSignal"u8, StopSignal);
        json.WriteNumber("StopTimeout"u8, StopTimeout);
        json.WriteString("CgroupPath"u8, CgroupPath);
        json.WriteString("StatePath"u8, StatePath);
        json.WriteString("LockPath"u8, LockPath);
        json.WriteString("SocketPath"u8, SocketPath);
        json.WriteString("EventsPath"u8, EventsPath);
        json.StringsUnlessNull("CleanUp"u8, CleanUp);
    }
}
