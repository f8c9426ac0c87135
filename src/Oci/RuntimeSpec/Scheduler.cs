// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>The arguments of sched_setattr(2).</summary>
/// <remarks>Source: runtime-spec config.md, "Linux Process"</remarks>
public sealed record Scheduler : IJsonObject<Scheduler>
{
    public Scheduler()
    {
    }

    internal Scheduler(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("policy"u8))
                Policy = json.String();
            else if (json.Is("nice"u8))
                Nice = json.Int32();
            else if (json.Is("priority"u8))
                Priority = json.Int32();
            else if (json.Is("flags"u8))
                Flags = json.Strings();
            else if (json.Is("runtime"u8))
                Runtime = json.UInt64();
            else if (json.Is("deadline"u8))
                Deadline = json.UInt64();
            else if (json.Is("period"u8))
                Period = json.UInt64();
            else
                json.Skip();
        }
    }

    /// <summary><c>SCHED_OTHER</c> and its like.</summary>
    public string Policy { get; init; } = "";

    public int Nice { get; init; }

    /// <summary>Static priority, for <c>SCHED_FIFO</c> and <c>SCHED_RR</c>.</summary>
    public int Priority { get; init; }

    /// <summary><c>SCHED_FLAG_RESET_ON_FORK</c> and its like.</summary>
    public string[] Flags { get; init; } = [];

    /// <summary>Nanoseconds, for <c>SCHED_DEADLINE</c>; null when it was not given.</summary>
    public ulong? Runtime { get; init; }

    /// <summary>Nanoseconds, for <c>SCHED_DEADLINE</c>.</summary>
    public ulong Deadline { get; init; }

    /// <summary>Nanoseconds, for <c>SCHED_DEADLINE</c>.</summary>
    public ulong Period { get; init; }

    static Scheduler IJsonObject<Scheduler>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Scheduler>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("policy"u8, Policy);
        json.NonZero("nice"u8, Nice);
        json.NonZero("priority"u8, Priority);
        json.Strings("flags"u8, Flags);
        json.Number("runtime"u8, Runtime);
        json.NonZero("deadline"u8, Deadline);
        json.NonZero("period"u8, Period);
    }
}
