// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Engine.Containers;
using Husk.Engine.Containers.Statistics;

namespace Husk.Cli.Commands.Containers;

internal static class StatsCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static readonly Command Row = new(["container stats", "stats"], "[CONTAINER...]",
        "Display a live stream of container(s) resource usage statistics")
    {
        Count = (0, int.MaxValue),
        Flags =
        [
            new("all", 'a', FlagKind.Bool, "Show all containers (default shows just running)"),
            new("format", '\0', FlagKind.String, Names.FormatHelp),
            new("no-stream", '\0', FlagKind.Bool, "Disable streaming stats and only pull the first result"),
            new("no-trunc", '\0', FlagKind.Bool, "Do not truncate output"),
        ],
        Run = Run,
    };

    private static readonly Column[] Columns =
    [
        new("ID", "CONTAINER ID"),
        new("Name", "NAME"),
        new("CPUPerc", "CPU %"),
        new("MemUsage", "MEM USAGE / LIMIT"),
        new("MemPerc", "MEM %"),
        new("NetIO", "NET I/O"),
        new("BlockIO", "BLOCK I/O"),
        new("PIDs", "PIDS"),
        new("Container", "CONTAINER", Shown: false),
    ];

    private static Task<int> Run(Invocation call)
    {
        call.Interrupt.Release();
        bool once = call.Flags.Bool("no-stream");
        string? format = new ListFormat("statsFormat").Of(call);
        // Named ones must be there; others come and go.
        foreach (string name in call.Arguments)
            call.Containers.Find(name);
        Dictionary<string, ContainerStatistics> before = Sample(call);
        while (true)
        {
            // A share of time needs a time: the first line comes after it.
            Thread.Sleep(Interval);
            Dictionary<string, ContainerStatistics> now = Sample(call);
            var text = new StringWriter();
            Listing.Write(text, format, Columns,
                Chosen(call).Select(container => RowOf(call, container, before, now)));
            Show(call.Streams, text.ToString(), live: !once && call.Streams.OutIsTerminal);
            if (once)
                return Task.FromResult(0);
            before = now;
        }
    }

    // On a terminal each table stands where the last one stood: home, rewrite each line, clear what is below (ECMA-48).
    private static void Show(Streams streams, string text, bool live) =>
        streams.Out.Write(live ? "\e[H" + text.Replace("\n", "\e[K\n", StringComparison.Ordinal) + "\e[J" : text);

    private static IEnumerable<ContainerSummary> Chosen(Invocation call)
    {
        if (call.Arguments.Length == 0)
            return call.Containers.List(call.Flags.Bool("all"));
        return call.Arguments.Select(
            name => call.Containers.TryFind(name) is { } container ? call.Containers.Look(container.Id) : null)
            .OfType<ContainerSummary>();
    }

    private static Dictionary<string, ContainerStatistics> Sample(Invocation call)
    {
        var samples = new Dictionary<string, ContainerStatistics>();
        foreach (ContainerSummary container in Chosen(call))
        {
            if (TrySample(call, container.Id) is { } sample)
                samples[container.Id] = sample;
        }
        return samples;
    }

    private static ContainerStatistics? TrySample(Invocation call, string id)
    {
        try
        {
            return call.Containers.Statistics(id);
        }
        catch (EngineException e) when (e.Fault is EngineFault.NotFound)
        {
            // Removed since it was listed.
            return null;
        }
    }

    private static JsonObject RowOf(
        Invocation call, ContainerSummary summary, Dictionary<string, ContainerStatistics> before,
        Dictionary<string, ContainerStatistics> now)
    {
        string id = summary.Id;
        // Of what does not run there is nothing to tell, and docker says zeros.
        ContainerStatistics sample = now.GetValueOrDefault(id) ?? new ContainerStatistics();
        double cpu = before.TryGetValue(id, out ContainerStatistics? earlier) ? sample.CpuPercent(earlier) : 0;
        string shown = call.Flags.Bool("no-trunc") ? id : id[..12];
        return new JsonObject
        {
            ["BlockIO"] = $"{Human.Size((long)sample.Read)} / {Human.Size((long)sample.Written)}",
            ["CPUPerc"] = Percent(cpu),
            ["Container"] = call.Arguments.Length > 0
                ? call.Arguments.FirstOrDefault(id.StartsWith) ?? summary.Name
                : id[..12],
            ["ID"] = shown,
            ["MemPerc"] = Percent(sample.MemoryPercent),
            ["MemUsage"] = $"{Human.BinarySize(sample.Memory)} / {Human.BinarySize(sample.MemoryLimit)}",
            ["Name"] = summary.Name,
            ["NetIO"] = $"{Human.Size((long)sample.Received)} / {Human.Size((long)sample.Sent)}",
            ["PIDs"] = sample.Pids.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static string Percent(double value) => value.ToString("0.00", CultureInfo.InvariantCulture) + "%";
}
