// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Cli.Templates;
using Husk.Engine.Containers;
using Husk.Engine.Containers.Specs;
using Husk.Monitor.Protocol;

namespace Husk.Cli.Commands;

/// <summary>`info`: what there is on this host (Engine API 1.51, SystemInfo).</summary>
internal static class SystemFactsCommand
{
    public static readonly Command Row = new(["system info", "info"], "", "Display system-wide information")
    {
        Flags = [new("format", 'f', FlagKind.String, Names.InspectFormatHelp)],
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        JsonObject document = Document(call);
        call.Streams.Out.Write(call.Flags.String("format") is { Length: > 0 } format
            ? Template.Parse(format == "json" ? "{{json .}}" : format).Run(document) + "\n"
            : Text(document));
        return Task.FromResult(0);
    }

    private static JsonObject Document(Invocation call)
    {
        IReadOnlyList<ContainerSummary> containers = call.Containers.List(all: true);
        HostFacts facts = HostFactsReader.Read();
        int running = containers.Count(
            container => container.State.Status is ContainerStatus.Running or ContainerStatus.Restarting);
        int paused = containers.Count(container => container.State.Status is ContainerStatus.Paused);
        return new JsonObject
        {
            ["Containers"] = containers.Count,
            ["ContainersRunning"] = running,
            ["ContainersPaused"] = paused,
            ["ContainersStopped"] = containers.Count - running - paused,
            ["Images"] = call.Images.All().Count(),
            ["Driver"] = "overlayfs",
            ["LoggingDriver"] = "json-file",
            ["CgroupDriver"] = facts.CgroupsBySystemd ? "systemd" : "cgroupfs",
            ["CgroupVersion"] = facts.CgroupUnified ? "2" : "1",
            ["KernelVersion"] = Line("/proc/sys/kernel/osrelease"),
            ["OperatingSystem"] = SystemName(),
            ["OSType"] = "linux",
            ["Architecture"] = RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "aarch64" : "x86_64",
            ["NCPU"] = Environment.ProcessorCount,
            ["MemTotal"] = MachineMemory(),
            ["Name"] = Line("/proc/sys/kernel/hostname"),
            ["DockerRootDir"] = call.Options.Root,
            ["DefaultRuntime"] = Environment.GetEnvironmentVariable("HUSK_RUNTIME") is { Length: > 0 } told
                ? Path.GetFileName(told)
                : "husk-oci",
            ["SecurityOptions"] = new JsonArray([.. Securities(facts).Select(name => (JsonNode)$"name={name}")]),
            ["ServerVersion"] = BuildFacts.Version,
            ["SwapLimit"] = facts.SwapLimit,
            ["Swarm"] = new JsonObject { ["LocalNodeState"] = "inactive" },
            ["LiveRestoreEnabled"] = true,
            ["Warnings"] = facts.SwapLimit ? null : new JsonArray("WARNING: No swap limit support"),
        };
    }

    private static string Text(JsonObject document)
    {
        var text = new StringWriter { NewLine = "\n" };
        text.Write($"Client: Husk\n Version:    {BuildFacts.Version}\n Context:    default\n\nServer: none, each command does its work itself\n");
        (string Label, string Field)[] lines =
        [
            ("Containers", "Containers"), (" Running", "ContainersRunning"), (" Paused", "ContainersPaused"),
            (" Stopped", "ContainersStopped"),
            ("Images", "Images"), ("Server Version", "ServerVersion"), ("Storage Driver", "Driver"),
            ("Logging Driver", "LoggingDriver"),
            ("Cgroup Driver", "CgroupDriver"), ("Cgroup Version", "CgroupVersion"),
            ("Default Runtime", "DefaultRuntime"),
            ("Kernel Version", "KernelVersion"), ("Operating System", "OperatingSystem"), ("OSType", "OSType"),
            ("Architecture", "Architecture"),
            ("CPUs", "NCPU"), ("Total Memory", "MemTotal"), ("Name", "Name"), ("Docker Root Dir", "DockerRootDir"),
        ];
        foreach ((string label, string field) in lines)
            text.Write($" {label}: {(field == "MemTotal" ? Human.BinarySize((ulong)(long)document[field]!) : document[field]!.ToString())}\n");
        text.Write($" Security Options:\n{string.Concat(((JsonArray)document["SecurityOptions"]!).Select(option => $"  {option!.ToString()["name=".Length..]}\n"))}");
        return text.ToString();
    }

    private static IEnumerable<string> Securities(HostFacts facts)
    {
        if (facts.Apparmor)
            yield return "apparmor";
        if (facts.Selinux)
            yield return "selinux";
        yield return "seccomp,profile=builtin";
        if (facts.CgroupUnified)
            yield return "cgroupns";
    }

    private static string SystemName()
    {
        string? line = File.Exists("/etc/os-release")
            ? File.ReadLines("/etc/os-release")
                .FirstOrDefault(line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal)) : null;
        return line?["PRETTY_NAME=".Length..].Trim('"') ?? "Linux";
    }

    private static long MachineMemory()
    {
        string line = File.ReadLines("/proc/meminfo")
            .First(line => line.StartsWith("MemTotal:", StringComparison.Ordinal));
        return long.Parse(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private static string Line(string path) => File.ReadAllText(path).TrimEnd('\n');
}
