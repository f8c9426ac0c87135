// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Containers;
using Husk.Engine.Containers.Specs;

namespace Husk.Engine.Volumes;

/// <summary>
/// From what was asked for to what is mounted: HostConfig's VolumesFrom, Binds and Mounts, and the image's volumes.
/// </summary>
/// <remarks>
/// In docker's order: what another container has comes first, what the image wants last, and only where nothing is.
/// </remarks>
/// <param name="volumes">Held in use by the caller until the container is written down.</param>
internal sealed class MountPlanner(VolumeStore volumes)
{
    private readonly Dictionary<string, MountPoint> _mounts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);

    /// <summary>Finds or makes the volumes.</summary>
    /// <param name="config">With the image's volumes.</param>
    /// <param name="host">What was asked for.</param>
    /// <param name="find">Another container, for VolumesFrom.</param>
    /// <exception cref="EngineException">Something of it cannot be; docker's words.</exception>
    public MountPoint[] Resolve(ContainerConfig config, HostConfig host, Func<string, Container> find)
    {
        foreach (string path in host.Tmpfs.Keys)
            Claim(ContainerPath.Clean(path));
        // All that can be wrong is looked at before a volume is made.
        (MountRequest Request, string Mode, string Driver)[] wanted = [.. Wanted(host)];
        foreach (string from in host.VolumesFrom)
            AddFrom(from, find);
        foreach ((MountRequest request, string mode, string driver) in wanted)
            Add(request, mode, driver);
        foreach (string path in config.Volumes.Select(ContainerPath.Clean).Where(path => !_mounts.ContainsKey(path)
            && !_own.Contains(path)))
        {
            Add(new MountRequest { Type = "volume", Target = path }, "", host.VolumeDriver ?? "");
        }

        return [.. _mounts.Values];
    }

    private IEnumerable<(MountRequest Request, string Mode, string Driver)> Wanted(HostConfig host)
    {
        foreach (string bind in host.Binds)
        {
            (MountRequest request, string mode) = BindText.Parse(bind);
            Claim(ContainerPath.Clean(request.Target));
            yield return (request, mode, host.VolumeDriver ?? "");
        }
        foreach (MountRequest request in host.Mounts)
        {
            MountRules.Check(request);
            MountRules.CheckSource(request);
            Claim(ContainerPath.Clean(request.Target));
            yield return (request, "", request.Options.GetValueOrDefault("volume-driver", ""));
        }
    }

    private void Claim(string destination)
    {
        if (!_own.Add(destination))
            throw new EngineException(EngineFault.InvalidArgument, $"Duplicate mount point: {destination}");
    }

    private void Add(MountRequest request, string mode, string driver)
    {
        _mounts[ContainerPath.Clean(request.Target)] = request.Type switch
        {
            "volume" => OfVolume(request, mode, driver),
            "tmpfs" => OfTmpfs(request),
            "image" => OfImage(request),
            _ => OfBind(request, mode),
        };
    }

    private void AddFrom(string text, Func<string, Container> find)
    {
        string[] parts = text.Split(':', 2);
        string mode = parts.Length > 1 ? parts[1] : "";
        if (parts[0].Length == 0)
        {
            throw new EngineException(EngineFault.InvalidArgument,
                "volumes-from specification cannot be an empty string");
        }

        if (!MountMode.Is(mode) || MountMode.Parse(mode) is { Propagation: not null } or { NoCopy: true })
            throw new EngineException(EngineFault.InvalidArgument, $"invalid mode: {mode}");
        bool readOnly = !MountMode.Parse(mode).Writable;
        foreach (MountPoint mount in find(parts[0]).Mounts)
        {
            _mounts[mount.Destination] = readOnly && mount.RW
                ? mount with
                {
                    RW = false,
                    Mode = mode,
                    CopyUp = false,
                    Options = [.. mount.Options, mount.Type == "bind" || mount.FileSystem is null ? "rro" : "ro"],
                }
                : mount with { CopyUp = false };
        }
    }

    private static MountPoint OfBind(MountRequest request, string mode)
    {
        string propagation = request.Options.GetValueOrDefault("bind-propagation", "");
        propagation = propagation.Length > 0 ? propagation : "rprivate";
        string recursive = request.Options.GetValueOrDefault("bind-recursive", "enabled");
        return new MountPoint
        {
            Type = "bind",
            Source = request.Source,
            Destination = ContainerPath.Clean(request.Target),
            Mode = mode,
            RW = !request.ReadOnly,
            Propagation = propagation,
            Options =
            [
                recursive == "disabled" ? "bind" : "rbind",
                .. request.ReadOnly ? (string[])[recursive == "writable" ? "ro" : "rro"] : [],
                propagation,
            ],
        };
    }

    private static MountPoint OfTmpfs(MountRequest request)
    {
        string size = request.Options.TryGetValue("tmpfs-size", out string? bytes) && bytes != "0" ? "size=" + bytes
            : "";
        string mode = request.Options.TryGetValue("tmpfs-mode", out string? octal) ? "mode=" + octal : "";
        string options =
            string.Join(',', ((string[])[request.ReadOnly ? "ro" : "", size, mode]).Where(option => option.Length > 0));
        return new MountPoint
        {
            Type = "tmpfs",
            Destination = ContainerPath.Clean(request.Target),
            RW = !request.ReadOnly,
            Options = TmpfsOptions.Merge(options),
        };
    }

    private static MountPoint OfImage(MountRequest request) => new()
    {
        Type = "image",
        Source = request.Source,
        Destination = ContainerPath.Clean(request.Target),
        // An image is what it is.
        RW = false,
        SubPath = MountRules.SubPath(request),
        Options = ["bind", "ro", "rprivate"],
    };

    private MountPoint OfVolume(MountRequest request, string mode, string driver)
    {
        string? name = request.Source.Length > 0 ? request.Source : null;
        Volume volume = volumes.Make(name, driver, Several(request, "volume-label/"), Several(request, "volume-opt/"));
        bool mounts = volume.Options.Count > 0;
        string part = MountRules.SubPath(request);
        if (mounts && part.Length > 0)
        {
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"invalid mount config for type \"volume\": {volume.Name} has options, and so no directory on the host of which {part} could be a part");
        }

        string[] access = request.ReadOnly ? [mounts ? "ro" : "rro"] : [];
        return new MountPoint
        {
            Type = "volume",
            Name = volume.Name,
            Source = volumes.DataOf(volume.Name),
            Destination = ContainerPath.Clean(request.Target),
            Driver = volume.Driver,
            // Docker shares what has a name among SELinux's containers.
            Mode = mode.Length > 0 || request.Source.Length == 0 ? mode : "z",
            RW = !request.ReadOnly,
            FileSystem = mounts ? volume.Options["type"] : null,
            Device = mounts ? volume.Options["device"] : null,
            Options = mounts ? [.. VolumeOptions.Words(volume.Options), .. access] : ["rbind", .. access, "rprivate"],
            SubPath = part,
            // What a part is of is there before, and the image has nothing to put into it.
            CopyUp = !mounts && part.Length == 0
                && request.Options.GetValueOrDefault("volume-nocopy", "false") != "true",
        };
    }

    private static Dictionary<string, string> Several(MountRequest request, string prefix) => request.Options
        .Where(option => option.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(option => option.Key[prefix.Length..], option => option.Value);
}
