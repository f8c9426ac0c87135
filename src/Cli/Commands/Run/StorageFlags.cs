// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Run;

/// <summary>Volumes, other mounts and devices.</summary>
internal static class StorageFlags
{
    public static readonly Flag[] All =
    [
        RunFlags.Many("device", "Device of the host: PATH[:PATH-INSIDE][:rwm]"),
        RunFlags.Many("device-cgroup-rule", "Let devices be used by their numbers: \"c 10:* rwm\"", check: CheckRule),
        RunFlags.Text("gpus", "Not possible: there is no driver for GPUs; pass devices on with --device",
            value: "gpu-request"),
        RunFlags.Many("mount",
            "Mount, in fields: type=bind|volume|tmpfs|image, source=..., target=..., readonly and those of the type",
            value: "mount", check: value => MountText.Parse(value)),
        RunFlags.Many("storage-opt", "Option of the storage driver; overlay has none here"),
        RunFlags.Many("tmpfs", "Mount a tmpfs: PATH[:OPTIONS]"),
        RunFlags.Many("volume", "Mount a volume or a directory of the host: [SOURCE:]PATH[:OPTIONS]", 'v'),
        RunFlags.Text("volume-driver", "Driver of the volumes: \"local\""),
        RunFlags.Many("volumes-from", "Mount what another container has mounted: NAME[:ro|rw]"),
    ];

    /// <exception cref="FormatException">A device, a mount or an option that is none.</exception>
    public static HostConfig Apply(FlagValues flags, HostConfig host)
    {
        if (flags.IsGiven("gpus"))
        {
            throw new FormatException(
                "could not select device driver \"\" with capabilities: [[gpu]]: husk has no driver for GPUs; pass their devices on with --device");
        }

        foreach (string volume in flags.List("volume"))
            CheckVolume(volume);
        return host with
        {
            Binds = [.. flags.List("volume").Where(HasSource).Select(Absolute).Distinct()],
            Mounts = [.. flags.List("mount").Select(MountText.Parse)],
            VolumesFrom = [.. flags.List("volumes-from")],
            VolumeDriver = flags.String("volume-driver"),
            Tmpfs = ToTmpfs(flags.List("tmpfs")),
            Devices = [.. flags.List("device").Select(DeviceText.Parse)],
            DeviceCgroupRules = [.. flags.List("device-cgroup-rule")],
            StorageOpt = ToStorage(flags.List("storage-opt")),
        };
    }

    /// <summary>Paths of <c>-v</c> without a source.</summary>
    public static string[] Anonymous(FlagValues flags) =>
        [.. flags.List("volume").Where(volume => !HasSource(volume)).Distinct()];

    private static bool HasSource(string volume) => volume.Contains(':');

    // Only what begins with a dot is taken to be a path relative to here: anything else without a slash in front is a
    // name.
    private static string Absolute(string volume)
    {
        int colon = volume.IndexOf(':');
        return volume.StartsWith('.') ? Path.GetFullPath(volume[..colon]) + volume[colon..] : volume;
    }

    private static void CheckVolume(string volume)
    {
        if (volume.Length == 0)
            throw new FormatException("invalid empty volume spec");
        string[] parts = volume.Split(':');
        if (parts.Any(part => part.Length == 0))
            throw new FormatException($"invalid spec: {volume}: empty section between colons");
        if (parts.Length > 3)
            throw new FormatException($"invalid spec: {volume}: too many colons");
    }

    private static Dictionary<string, string> ToTmpfs(IEnumerable<string> arguments)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string[] parts in arguments.Select(argument => argument.Split(':', 2)))
            options[parts[0]] = parts.Length > 1 ? parts[1] : "";
        return options;
    }

    private static IReadOnlyDictionary<string, string> ToStorage(IReadOnlyList<string> arguments) =>
        arguments.All(argument => argument.Contains('=')) ? ProcessFlags.ToMap(arguments)
            : throw new FormatException("invalid storage option");

    private static void CheckRule(string rule)
    {
        if (!DeviceText.RuleForm().IsMatch(rule))
            throw new FormatException($"invalid device cgroup format '{rule}'");
    }
}
