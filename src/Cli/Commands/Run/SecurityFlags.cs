// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Husk.Cli.CommandLine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Run;

/// <summary>What the container may do.</summary>
internal static class SecurityFlags
{
    /// <summary>Kernel parameters that an ipc namespace has of its own (ipc_namespaces(7)).</summary>
    private static readonly string[] IpcParameters =
        ["kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem", "kernel.shmall", "kernel.shmmax",
            "kernel.shmmni", "kernel.shm_rmid_forced"];

    public static readonly Flag[] All =
    [
        RunFlags.Many("cap-add", "Add a capability, or ALL"),
        RunFlags.Many("cap-drop", "Drop a capability, or ALL"),
        RunFlags.Switch("privileged", "All capabilities and devices, and nothing hidden, filtered or read-only"),
        RunFlags.Switch("read-only", "Mount the root filesystem read-only"),
        RunFlags.Many("security-opt",
            "seccomp=FILE|unconfined, apparmor=PROFILE, label=..., no-new-privileges, systempaths=unconfined, writable-cgroups"),
        RunFlags.Many("sysctl", "Set a kernel parameter of the container's namespaces: NAME=value", value: "map",
            check: CheckSysctl),
    ];

    public static HostConfig Apply(FlagValues flags, HostConfig host)
    {
        string[] options = [.. flags.List("security-opt").Select(Option)];
        bool open = options.Contains("systempaths=unconfined");
        return host with
        {
            CapAdd = [.. flags.List("cap-add")],
            CapDrop = [.. flags.List("cap-drop")],
            Privileged = flags.Bool("privileged"),
            ReadonlyRootfs = flags.Bool("read-only"),
            SecurityOpt = [.. options.Where(option => option != "systempaths=unconfined")],
            MaskedPaths = open ? [] : null,
            ReadonlyPaths = open ? [] : null,
            Sysctls = ProcessFlags.ToMap(flags.List("sysctl")),
        };
    }

    /// <summary>
    /// A profile is read here, so that the container is the same however often it starts and wherever the file goes.
    /// </summary>
    private static string Option(string option)
    {
        int at = option.IndexOf('=');
        at = at >= 0 ? at : option.IndexOf(':');
        string name = at < 0 ? option : option[..at];
        string value = at < 0 ? "" : option[(at + 1)..];
        if (value.Length == 0 && name is not ("no-new-privileges" or "writable-cgroups"))
            throw new FormatException($"Invalid --security-opt: \"{option}\"");
        return name == "seccomp" && value is not ("builtin" or "unconfined") ? "seccomp=" + Compact(value) : option;
    }

    private static string Compact(string path)
    {
        try
        {
            using JsonDocument profile = JsonDocument.Parse(File.ReadAllBytes(path));
            using var text = new MemoryStream();
            using (var writer = new Utf8JsonWriter(text))
                profile.WriteTo(writer);
            return System.Text.Encoding.UTF8.GetString(text.ToArray());
        }
        catch (JsonException e)
        {
            throw new FormatException($"compacting json for seccomp profile ({path}) failed: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"opening seccomp profile ({path}) failed: open {path}: {KeyValueFile.Why(e)}");
        }
    }

    private static void CheckSysctl(string value)
    {
        string name = value.Split('=')[0];
        bool known = IpcParameters.Contains(name) || name.StartsWith("net.", StringComparison.Ordinal)
            || name.StartsWith("fs.mqueue.", StringComparison.Ordinal);
        if (!value.Contains('=') || !known)
            throw new FormatException($"sysctl '{value}' is not allowed");
    }
}
