// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Cli.Templates;

namespace Husk.Cli.Commands;

/// <summary>`info`: what there is on this host.</summary>
internal static class SystemFactsCommand
{
    public static readonly Command Row = new(["system info", "info"], "", "Display system-wide information")
    {
        Flags = [new("format", 'f', FlagKind.String, Names.InspectFormatHelp)],
        Run = Run,
    };

    // In the order of docker's client (cli/command/system/info.go).
    private static readonly (string Label, string Field)[] Before =
    [
        ("Containers", "Containers"), (" Running", "ContainersRunning"), (" Paused", "ContainersPaused"),
        (" Stopped", "ContainersStopped"), ("Images", "Images"), ("Server Version", "ServerVersion"),
        ("Storage Driver", "Driver"),
    ];

    private static readonly (string Label, string Field)[] Behind =
    [
        ("Kernel Version", "KernelVersion"), ("Operating System", "OperatingSystem"), ("OSType", "OSType"),
        ("Architecture", "Architecture"), ("CPUs", "NCPU"), ("Total Memory", "MemTotal"), ("Name", "Name"),
        ("ID", "ID"), ("Docker Root Dir", "DockerRootDir"), ("Debug Mode", "Debug"), ("HTTP Proxy", "HttpProxy"),
        ("HTTPS Proxy", "HttpsProxy"), ("No Proxy", "NoProxy"), ("Experimental", "ExperimentalBuild"),
    ];

    private static Task<int> Run(Invocation call)
    {
        JsonObject document = SystemFactsDocument.Of(call);
        if (call.Flags.String("format") is { Length: > 0 } format)
        {
            call.Streams.Out.Write(Template.Parse(format == "json" ? "{{json .}}" : format).Run(document, GoTypes.Facts) + "\n");
            return Task.FromResult(0);
        }
        call.Streams.Out.Write(Text(document));
        if (call.Options.Warns)
            call.Streams.Error.Write(string.Concat(Texts(document["Warnings"]).Select(warning => warning + "\n")));
        return Task.FromResult(0);
    }

    private static string Text(JsonObject document)
    {
        var text = new StringWriter { NewLine = "\n" };
        JsonNode client = document["ClientInfo"]!;
        text.Write($"Client: Husk\n Version:    {client["Version"]}\n Context:    {client["Context"]}\n Debug Mode: {Shown(client["Debug"])}\n\n");
        text.Write("Server: none, each command does its work itself\n");
        Write(text, document, Before);
        foreach (JsonNode? pair in (JsonArray)document["DriverStatus"]!)
            text.Write($"  {pair![0]}: {pair[1]}\n");
        Write(text, document,
            [("Logging Driver", "LoggingDriver"), ("Cgroup Driver", "CgroupDriver"), ("Cgroup Version", "CgroupVersion")]);
        text.Write(" Plugins:\n");
        foreach (string kind in (string[])["Volume", "Network", "Log"])
            text.Write($"  {kind}: {string.Join(' ', Texts(document["Plugins"]![kind]))}\n");
        text.Write($" Swarm: {document["Swarm"]!["LocalNodeState"]}\n");
        text.Write($" Runtimes: {string.Join(' ', ((JsonObject)document["Runtimes"]!).Select(runtime => runtime.Key))}\n");
        Write(text, document, [("Default Runtime", "DefaultRuntime"), ("Init Binary", "InitBinary")]);
        text.Write(" Security Options:\n");
        foreach (string[] option in Texts(document["SecurityOptions"]).Select(option => option.Split(',')))
        {
            text.Write($"  {option[0]["name=".Length..]}\n");
            foreach (string more in option.Skip(1))
                text.Write($"   Profile: {more["profile=".Length..]}\n");
        }
        Write(text, document, Behind);
        JsonNode registries = document["RegistryConfig"]!;
        List(text, "Insecure Registries",
            SystemFactsDocument.Insecure(registries).Concat(Texts(registries["InsecureRegistryCIDRs"])));
        List(text, "Registry Mirrors", Texts(registries["Mirrors"]));
        Write(text, document, [("Live Restore Enabled", "LiveRestoreEnabled")]);
        text.Write($" Firewall Backend: {document["FirewallBackend"]!["Driver"]}\n");
        return text.ToString();
    }

    // What is empty is not told.
    private static void Write(TextWriter to, JsonObject document, IEnumerable<(string Label, string Field)> lines)
    {
        foreach ((string label, string field) in lines)
        {
            string value = field == "MemTotal"
                ? Human.BinarySize((ulong)(long)document[field]!)
                : Shown(document[field]);
            if (value.Length > 0)
                to.Write($" {label}: {value}\n");
        }
    }

    private static void List(TextWriter to, string label, IEnumerable<string> values)
    {
        string[] all = [.. values];
        if (all.Length > 0)
            to.Write($" {label}:\n{string.Concat(all.Select(value => $"  {value}\n"))}");
    }

    private static string Shown(JsonNode? value) =>
        value is JsonValue truth && truth.TryGetValue(out bool yes) ? yes ? "true" : "false" : value?.ToString() ?? "";

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray ?? []).Select(item => item!.ToString());
}
