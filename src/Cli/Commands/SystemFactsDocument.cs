// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Husk.Cli.CommandLine;
using Husk.Engine.Containers;
using Husk.Engine.Containers.Specs;
using Husk.Engine.Images;
using Husk.Monitor.Protocol;
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Commands;

/// <summary>What `info` shows, in docker's fields (Engine API 1.51, SystemInfo).</summary>
internal static class SystemFactsDocument
{
    // What docker's commits say where there is none: the programs are of one build.
    private const string NoCommit = "N/A";

    public static JsonObject Of(Invocation call)
    {
        IReadOnlyList<ContainerSummary> containers = call.Containers.List(all: true);
        HostFacts facts = HostFactsReader.Read();
        int running = containers.Count(
            container => container.State.Status is ContainerStatus.Running or ContainerStatus.Restarting);
        int paused = containers.Count(container => container.State.Status is ContainerStatus.Paused);
        string runtime = Environment.GetEnvironmentVariable("HUSK_RUNTIME") is { Length: > 0 } told ? told : "husk-oci";
        Dictionary<string, string> release = Release();
        bool Has(string controller) => facts.Controllers.Contains(controller);
        return new JsonObject
        {
            ["ID"] = IdOf(call.Options.Root),
            ["Containers"] = containers.Count,
            ["ContainersRunning"] = running,
            ["ContainersPaused"] = paused,
            ["ContainersStopped"] = containers.Count - running - paused,
            ["Images"] = call.Images.All().Count,
            ["Driver"] = "overlayfs",
            ["DriverStatus"] = new JsonArray(new JsonArray("Backing Filesystem", FileSystemOf(call.Options.Root))),
            ["Plugins"] = new JsonObject
            {
                ["Volume"] = new JsonArray("local"),
                ["Network"] = new JsonArray("bridge", "host", "macvlan", "null"),
                ["Authorization"] = null,
                ["Log"] = new JsonArray("json-file", "local", "none"),
            },
            ["MemoryLimit"] = Has("memory"),
            ["SwapLimit"] = facts.SwapLimit,
            ["CpuCfsPeriod"] = Has("cpu"),
            ["CpuCfsQuota"] = Has("cpu"),
            ["CPUShares"] = Has("cpu"),
            ["CPUSet"] = Has("cpuset"),
            ["PidsLimit"] = Has("pids"),
            ["IPv4Forwarding"] = Line("/proc/sys/net/ipv4/ip_forward") == "1",
            ["Debug"] = call.Options.Debug,
            ["OomKillDisable"] = Has("memory") && !facts.CgroupUnified,
            ["SystemTime"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture),
            ["LoggingDriver"] = "json-file",
            ["CgroupDriver"] = facts.CgroupsBySystemd ? "systemd" : "cgroupfs",
            ["CgroupVersion"] = facts.CgroupUnified ? "2" : "1",
            ["KernelVersion"] = Line("/proc/sys/kernel/osrelease"),
            ["OperatingSystem"] = release.GetValueOrDefault("PRETTY_NAME", "Linux"),
            ["OSVersion"] = release.GetValueOrDefault("VERSION_ID", ""),
            ["OSType"] = "linux",
            ["Architecture"] = RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "aarch64" : "x86_64",
            ["IndexServerAddress"] = "https://index.docker.io/v1/",
            ["RegistryConfig"] = Registries(RegistryFacts.Read()),
            ["NCPU"] = Environment.ProcessorCount,
            ["MemTotal"] = MachineMemory(),
            ["GenericResources"] = null,
            ["DockerRootDir"] = call.Options.Root,
            ["HttpProxy"] = Proxy("HTTP_PROXY"),
            ["HttpsProxy"] = Proxy("HTTPS_PROXY"),
            ["NoProxy"] = Proxy("NO_PROXY"),
            ["Name"] = Line("/proc/sys/kernel/hostname"),
            ["Labels"] = new JsonArray(),
            ["ExperimentalBuild"] = false,
            ["ServerVersion"] = BuildFacts.Version,
            ["Runtimes"] = new JsonObject { [Path.GetFileName(runtime)] = new JsonObject { ["path"] = runtime } },
            ["DefaultRuntime"] = Path.GetFileName(runtime),
            ["Swarm"] = new JsonObject
            {
                ["NodeID"] = "",
                ["NodeAddr"] = "",
                ["LocalNodeState"] = "inactive",
                ["ControlAvailable"] = false,
                ["Error"] = "",
                ["RemoteManagers"] = null,
            },
            ["LiveRestoreEnabled"] = true,
            ["Isolation"] = "",
            ["InitBinary"] = "husk-init",
            ["ContainerdCommit"] = new JsonObject { ["ID"] = NoCommit },
            ["RuncCommit"] = new JsonObject { ["ID"] = NoCommit },
            ["InitCommit"] = new JsonObject { ["ID"] = NoCommit },
            ["SecurityOptions"] = new JsonArray([.. Securities(facts).Select(name => (JsonNode)$"name={name}")]),
            ["FirewallBackend"] = new JsonObject { ["Driver"] = "nftables" },
            ["CDISpecDirs"] = new JsonArray(),
            ["Warnings"] = Warnings(facts) is { Length: > 0 } warnings ? new JsonArray(warnings) : null,
            ["ClientInfo"] = new JsonObject
            {
                ["Debug"] = call.Options.Debug,
                ["Version"] = BuildFacts.Version,
                ["GitCommit"] = BuildFacts.Commit,
                ["Os"] = Platform.Host.Os,
                ["Arch"] = Platform.Host.Architecture,
                ["Context"] = ContextCommand.Default,
                ["Plugins"] = new JsonArray(),
                ["Warnings"] = null,
            },
        };
    }

    /// <summary>The registries of <c>RegistryConfig</c> that are not secure.</summary>
    public static IEnumerable<string> Insecure(JsonNode registries) =>
        ((JsonObject)registries["IndexConfigs"]!).Where(entry => !(bool)entry.Value!["Secure"]!)
            .Select(entry => entry.Key);

    private static JsonObject Registries(RegistryFacts facts)
    {
        JsonArray Mirrors() => [.. facts.Mirrors.Select(mirror => (JsonNode)mirror)];
        var indexes = new JsonObject { [Oci.Reference.DefaultDomain] = Index(Oci.Reference.DefaultDomain, Mirrors(), true) };
        foreach (string insecure in facts.Insecure)
            indexes[insecure] = Index(insecure, [], secure: false);
        return new JsonObject
        {
            ["InsecureRegistryCIDRs"] = new JsonArray("::1/128", "127.0.0.0/8"),
            ["IndexConfigs"] = indexes,
            ["Mirrors"] = Mirrors(),
        };
    }

    private static JsonObject Index(string name, JsonArray mirrors, bool secure) => new()
    {
        ["Name"] = name,
        ["Mirrors"] = mirrors,
        ["Secure"] = secure,
        ["Official"] = name == Oci.Reference.DefaultDomain,
    };

    // The same for one store on one machine, as that of docker's daemon.
    private static string IdOf(string root)
    {
        string machine = File.Exists("/etc/machine-id") ? Line("/etc/machine-id") : Line("/proc/sys/kernel/hostname");
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"husk {machine} {root}"));
        return new Guid(hash.AsSpan(0, 16)).ToString();
    }

    // Who only looks makes no store: it may not be there yet.
    private static string FileSystemOf(string path)
    {
        string there = path;
        while (!Directory.Exists(there))
            there = Path.GetDirectoryName(there) ?? "/";
        return new DriveInfo(there).DriveFormat;
    }

    private static string Proxy(string name) =>
        Environment.GetEnvironmentVariable(name) ?? Environment.GetEnvironmentVariable(name.ToLowerInvariant()) ?? "";

    private static JsonNode[] Warnings(HostFacts facts) =>
    [
        .. facts.SwapLimit ? (JsonNode[])[] : ["WARNING: No swap limit support"],
        .. facts.Apparmor == ApparmorSupport.Named
            ? (JsonNode[])["WARNING: No apparmor_parser, so no default AppArmor profile: install apparmor"]
            : [],
    ];

    private static IEnumerable<string> Securities(HostFacts facts)
    {
        if (facts.Apparmor != ApparmorSupport.None)
            yield return "apparmor";
        yield return "seccomp,profile=builtin";
        if (facts.CgroupUnified)
            yield return "cgroupns";
    }

    // os-release(5): what a shell makes of it, so the last of a name holds.
    private static Dictionary<string, string> Release()
    {
        var release = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in File.Exists("/etc/os-release") ? File.ReadLines("/etc/os-release") : [])
        {
            if (line.Split('=', 2) is [{ } name, { } value])
                release[name] = value.Trim('"', '\'');
        }
        return release;
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
