// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Engine.Containers.Logs;
using Husk.Engine.Containers.Specs;
using Husk.Engine.Images;
using Husk.Engine.Networks;
using Husk.Engine.Volumes;
using Husk.Images.Snapshots;
using Husk.Linux;
using Husk.Monitor.Protocol;
using Husk.Networks;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    // What a runtime mounts on, which not every image has; a container's own changes do not show them.
    private static readonly string[] MountedDirectories = ["/dev", "/etc", "/proc", "/sys"];
    private static readonly string[] MountedFiles = ["/.dockerenv", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf"];

    /// <summary>Makes a container of an image, and does not start it.</summary>
    /// <exception cref="EngineException">The image is not here (NotFound), the name is taken (Conflict),
    /// ...</exception>
    public Task<Container> Create(ContainerRequest request, CancellationToken cancel) => Guard(async () =>
    {
        (ContainerLock locked, Container container) = await Make(request, forRun: false, cancel).ConfigureAwait(false);
        locked.Dispose();
        return container;
    });

    /// <summary>The container, and its lock.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="forRun">Whether it is nothing worth keeping when it was not started: see
    /// <see cref="Container.OfRun"/>.</param>
    /// <param name="cancel">Ends it between layers of the image.</param>
    private async Task<(ContainerLock Locked, Container Container)> Make(
        ContainerRequest request, bool forRun, CancellationToken cancel)
    {
        LocalImage image = _images.Find(request.Config.Image, request.Platform);
        (ContainerConfig config, HostConfig host) = Considered(request, image);

        (ContainerLock locked, string name) = _store.Begin(request.Name);
        MountPoint[] mounts = [];
        try
        {
            string id = locked.Id;
            Snapshot snapshot = await _images.Store.PrepareAsync(
                image.Manifest, id, locked.Paths.Directory, cancel, passing: host.AutoRemove).ConfigureAwait(false);
            snapshot.MakeMountPoints(MountedDirectories, MountedFiles);
            // Nobody removes a volume before the container that has it is written down.
            using OwnedFd volumesInUse = _volumes.Use();
            mounts = new MountPlanner(_volumes).Resolve(config, host, Find);
            Container container = Described(id, name, image, config, host, mounts, request, forRun);
            // What is wrong with a log's tag is told now, not at each start.
            LogAttributes.Of(container, Template);
            MountSources.CopyUp(container, snapshot);
            await ViewImages(locked.Paths, container, cancel).ConfigureAwait(false);
            if (container.HostConfig.AutoRemove)
                Put(locked.Paths.AutoRemove, []);
            ContainerStore.WriteState(locked, new ContainerState());
            ContainerStore.Write(locked, container);
            Tell(container, "create");
            return (locked, container);
        }
        catch
        {
            ForgetImages(locked.Id, mounts);
            Discard(locked, name);
            _volumes.RemoveAnonymous(mounts, UsersOf);
            locked.Dispose();
            throw;
        }
    }

    /// <summary>What was asked for, completed by the image and by this host; refused where it cannot be.</summary>
    private (ContainerConfig Config, HostConfig Host) Considered(ContainerRequest request, LocalImage image)
    {
        ContainerConfig config = Commanded(ImageDefaults.Under(request.Config, image.Config.Config));
        if (!string.IsNullOrEmpty(config.StopSignal))
            SignalOf(config.StopSignal);
        ConflictRules.Check(request);
        HostConfig host = Checked(config, request.HostConfig);
        foreach ((string network, EndpointSettings settings) in request.Networks)
            EndpointSettingsReader.Check(network, settings);
        CheckLinks(host);
        ImagesMounted(host);
        if (request.Platform is null)
            WarnOfPlatform(image.Config.Os, image.Config.Architecture);
        return (config, host);
    }

    // An emulator may be registered (binfmt_misc), and so it is no more than a warning; some images do not say.
    private void WarnOfPlatform(string os, string architecture)
    {
        if (architecture.Length > 0 && (os, architecture) != (Platform.Host.Os, Platform.Host.Architecture))
        {
            Warn?.Invoke(
                $"The requested image's platform ({os}/{architecture}) does not match the detected host platform "
                + $"({Platform.Host}) and no specific platform was requested");
        }
    }

    /// <summary>The images that are to be mounted; none of them is pulled.</summary>
    private LocalImage[] ImagesMounted(HostConfig host) =>
        [.. host.Mounts.Where(mount => mount.Type == "image" && mount.Source.Length > 0)
            .Select(mount => _images.Find(mount.Source))];

    private Container Described(
        string id, string name, LocalImage image, ContainerConfig config, HostConfig host, MountPoint[] mounts,
        ContainerRequest request, bool forRun) => new()
        {
            Id = id,
            Name = name,
            Created = DateTimeOffset.UtcNow,
            Image = image.Id.ToString(),
            ImageManifest = image.Root.Digest.ToString(),
            Platform = $"{image.Config.Os}/{image.Config.Architecture}",
            Config = config with
            {
                Hostname = HostnameOf(id, config, host),
                WorkingDir = config.WorkingDir.Length > 0 ? ContainerPath.Clean(config.WorkingDir) : "",
            },
            HostConfig = host,
            Mounts = mounts,
            Networks = request.Networks,
            OfRun = forRun,
        };

    private static ContainerConfig Commanded(ContainerConfig config) =>
        config.Entrypoint is null or [] && config.Cmd is null or []
            ? throw new EngineException(EngineFault.InvalidArgument, "no command specified")
            : config;

    private HostConfig Checked(ContainerConfig config, HostConfig host)
    {
        Programs.Runtime(host.Runtime);
        (HostConfig possible, IReadOnlyList<string> warnings) =
            HostConfigRules.Check(config, HostConfigDefaults.Complete(host, _host.Value), _host.Value);
        foreach (string warning in warnings)
            Warn?.Invoke(warning);
        return possible;
    }

    /// <summary>What never became a container, or was one.</summary>
    private void Discard(ContainerLock locked, string name)
    {
        _images.Store.Layers.Remove(locked.Id);
        _store.Delete(locked, name);
    }

    private string HostnameOf(string id, ContainerConfig config, HostConfig host)
    {
        if (config.Hostname.Length > 0)
            return config.Hostname;
        // Whose network it shares, its name is.
        if (ContainerNetworks.ModeOf(host) is { Kind: NetworkModeKind.Container, Container: { } other }
            && _store.TryResolve(other) is { } sharer)
        {
            return _store.Read(sharer).Config.Hostname;
        }
        bool hosts = host.UTSMode == "host" || host.NetworkMode == "host";
        return hosts ? Environment.MachineName : ContainerId.Short(id);
    }
}
