// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Husk.Linux.Cgroups;
using Husk.Linux.Systemd;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cgroups;
using Husk.Runtime.Init;
using Husk.Runtime.Mounts;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>`plan`: what `create` would do with a bundle, step by step, without doing it.</summary>
internal static class PlanBundle
{
    private const string Id = "CONTAINER";

    /// <param name="directory">The bundle.</param>
    /// <param name="systemd">Whether systemd would make the cgroup.</param>
    /// <param name="json">JSON, or text.</param>
    /// <param name="log">Is told of what is passed over.</param>
    public static byte[] Print(string directory, bool systemd, bool json, ILog log)
    {
        Bundle bundle = Bundle.Load(directory, config: null, log);
        CgroupLayout layout = CgroupLayout.Read();
        (CgroupPlan limits, IReadOnlyList<UnitProperty> unit) = systemd
            ? ContainerUnit.Describe(bundle.Spec, Id, layout)
            : (CgroupPlanner.Plan(bundle.Spec, Id, layout), []);
        var request = new CreateRequest { Id = Id, Bundle = directory };
        PlanFacts facts = PlanFactsReader.Read(
            bundle, request, limits, layout.Version, "STATE/" + Id + "/" + StateLayout.Fifo);
        InitPlan plan = InitPlanner.Plan(bundle.Spec, facts).Plan;
        IReadOnlyList<Outside> outside = OutsideSteps(bundle.Spec, limits, unit);
        return json ? Json(plan, outside) : Encoding.UTF8.GetBytes(Text(plan, outside));
    }

    /// <summary>What the runtime does with files, before the clone or while the child is on its way.</summary>
    private static List<Outside> OutsideSteps(RuntimeSpec spec, CgroupPlan limits, IReadOnlyList<UnitProperty> unit)
    {
        var steps = new List<Outside>();
        foreach (UnitProperty property in unit)
        {
            steps.Add(new Outside("before", $"StartTransientUnit {property}"));
        }

        bool late = CgroupSteps.ComeLate(spec, limits);
        foreach (CgroupDirectory directory in limits.Directories)
        {
            string unless = limits.IsUnit ? ", where systemd has not" : "";
            steps.Add(new Outside(When(directory.Hierarchy.IsUnified), $"mkdir {directory.Path}{unless}"));
        }

        foreach (CgroupWrite write in limits.Setup)
        {
            steps.Add(new Outside(When(write.Hierarchy == CgroupHierarchy.UnifiedName), $"write {write}"));
        }

        if (spec.Linux?.IntelRdt is { } rdt)
        {
            string lines = string.Join(
                " ", Array.FindAll([rdt.L3CacheSchema, rdt.MemBwSchema, .. rdt.Schemata], line => line.Length > 0));
            steps.Add(new Outside("before", $"make the resctrl group {(rdt.ClosId.Length == 0 ? Id : rdt.ClosId)}, "
                + $"write schemata <- {(lines.Length == 0 ? "nothing" : lines)}"));
            steps.Add(new Outside("meanwhile", "write PID to the group's tasks"));
        }

        foreach (string line in PreparedMounts.Describe(spec))
        {
            steps.Add(new Outside("before", line));
        }

        foreach (IdMapping map in spec.Linux?.UidMappings ?? [])
        {
            steps.Add(
                new Outside("meanwhile", $"write /proc/PID/uid_map <- {map.ContainerId} {map.HostId} {map.Size}"));
        }

        foreach (IdMapping map in spec.Linux?.GidMappings ?? [])
        {
            steps.Add(
                new Outside("meanwhile", $"write /proc/PID/gid_map <- {map.ContainerId} {map.HostId} {map.Size}"));
        }

        foreach (Rlimit limit in spec.Process?.Rlimits ?? [])
        {
            steps.Add(new Outside("meanwhile", $"prlimit64(PID, {limit.Type}, soft {limit.Soft}, hard {limit.Hard})"));
        }

        if (spec.Process?.OomScoreAdj is { } score)
        {
            steps.Add(new Outside("meanwhile", $"write /proc/PID/oom_score_adj <- {score}"));
        }

        foreach (CgroupWrite write in limits.Writes)
        {
            steps.Add(
                new Outside(write.Hierarchy == CgroupHierarchy.UnifiedName ? "before" : "meanwhile", $"write {write}"));
        }

        foreach ((string name, NetDevice device) in (spec.Linux ?? new LinuxSpec()).NetDevices)
        {
            string inside = device.Name.Length == 0 ? name : device.Name;
            steps.Add(new Outside("meanwhile", $"netlink(RTM_SETLINK, \"{name}\" to the container's network namespace "
                + $"as \"{inside}\"), with its addresses, up"));
        }

        if (limits.DeviceProgram is { } program)
        {
            steps.Add(new Outside("before", $"bpf(BPF_PROG_LOAD, BPF_PROG_TYPE_CGROUP_DEVICE, {program.Length} "
                + "instructions), attached to the cgroup"));
        }

        return steps;

        string When(bool unified) => late && !unified ? "meanwhile" : "before";
    }

    private static string Text(InitPlan plan, IReadOnlyList<Outside> outside)
    {
        var text = new StringBuilder();
        var calls = new CallText(plan);
        Append(text, "Before, the runtime:", "before", outside);
        for (int i = 0; i < plan.Steps.Count; i++)
        {
            PlanStep step = plan.Steps[i];
            if (i == 0 || plan.Steps[i - 1].Actor != step.Actor)
            {
                if (step.Actor == PlanActor.Child)
                {
                    Append(text, "\nMeanwhile the runtime:", "meanwhile", outside);
                }

                text.Append("\nIn the ").Append(NameOf(step.Actor)).Append(":\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{i + 1,3}. {step.Title}\n     # {step.Why}\n");
            for (int call = step.First; call < End(plan, i); call++)
            {
                text.Append("     ").Append(calls.Of(call));
                if (calls.ResultOf(call) is { } result)
                {
                    text.Append(" = ").Append(result);
                }

                AppendWays(text, plan, call);
                text.Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Where the plan goes on after a call when that is not the next one.</summary>
    private static void AppendWays(StringBuilder text, InitPlan plan, int index)
    {
        PlannedCall call = plan.Calls.Span[index];
        AppendWay(text, call.Error1, call.OnError1, index);
        AppendWay(text, call.Error2, call.OnError2, index);
        if (call.OnPositive > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"  [done: skip {call.OnPositive - index - 1}]");
        }
    }

    private static void AppendWay(StringBuilder text, short error, int target, int index)
    {
        if (error != 0)
        {
            string name = error == PlannedCall.AnyError ? "any error" : Linux.Errno.Name(error);
            text.Append("  [").Append(name).Append(
                target == 0 || target == index + 1
                    ? ": go on]"
                    : string.Create(CultureInfo.InvariantCulture, $": skip {target - index - 1}]"));
        }
    }

    private static void Append(StringBuilder text, string heading, string when, IReadOnlyList<Outside> outside)
    {
        bool any = false;
        foreach (Outside step in outside)
        {
            if (step.When == when)
            {
                text.Append(any ? "" : heading + "\n").Append("     ").Append(step.Text).Append('\n');
                any = true;
            }
        }
    }

    private static byte[] Json(InitPlan plan, IReadOnlyList<Outside> outside)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var calls = new CallText(plan);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            WriteOutside(json, "before", outside);
            WriteOutside(json, "meanwhile", outside);
            json.WriteStartArray("steps");
            for (int i = 0; i < plan.Steps.Count; i++)
            {
                PlanStep step = plan.Steps[i];
                json.WriteStartObject();
                json.WriteNumber("step", i + 1);
                json.WriteString("actor", NameOf(step.Actor));
                json.WriteString("title", step.Title);
                json.WriteString("why", step.Why);
                json.WriteStartArray("calls");
                for (int call = step.First; call < End(plan, i); call++)
                {
                    json.WriteStartObject();
                    json.WriteNumber("index", call);
                    json.WriteString("name", calls.NameOf(call));
                    json.WriteString("text", calls.Of(call));
                    WriteWays(json, plan.Calls.Span[call]);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static void WriteWays(Utf8JsonWriter json, PlannedCall call)
    {
        WriteWay(json, call.Error1, call.OnError1);
        WriteWay(json, call.Error2, call.OnError2);
        if (call.OnZero > 0 || call.OnPositive > 0)
        {
            json.WriteNumber("onZero", call.OnZero);
            json.WriteNumber("onPositive", call.OnPositive);
        }
    }

    private static void WriteWay(Utf8JsonWriter json, short error, int target)
    {
        if (error != 0)
        {
            json.WriteNumber("on" + (error == PlannedCall.AnyError ? "AnyError" : Linux.Errno.Name(error)), target);
        }
    }

    private static void WriteOutside(Utf8JsonWriter json, string when, IReadOnlyList<Outside> outside)
    {
        json.WriteStartArray(when);
        foreach (Outside step in outside)
        {
            if (step.When == when)
            {
                json.WriteStringValue(step.Text);
            }
        }

        json.WriteEndArray();
    }

    private static string NameOf(PlanActor actor) => actor switch
    {
        PlanActor.Runtime => "runtime",
        PlanActor.Child => "child",
        _ => "sealed program",
    };

    private static int End(InitPlan plan, int step) =>
        step + 1 < plan.Steps.Count ? plan.Steps[step + 1].First : plan.Calls.Length;

    private readonly record struct Outside(string When, string Text);
}
