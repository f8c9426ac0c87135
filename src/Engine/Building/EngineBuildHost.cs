// SPDX-License-Identifier: Apache-2.0
using System;
using System.Threading;
using System.Threading.Tasks;
using Husk.Build.Steps;
using Husk.Build.Syntax.Instructions;
using Husk.Engine.Containers;
using Husk.Engine.Containers.Specs;
using Husk.Engine.Images;
using Husk.Images.Content;
using Husk.Networks;
using Husk.Oci;
using Husk.Oci.ImageSpec;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Building;

/// <summary>Images and containers for one build.</summary>
internal sealed class EngineBuildHost : IBuildHost
{
    private readonly EnginePaths _paths;
    private readonly ImageEngine _images;
    private readonly BuildDirectory _directory;
    private readonly BuildNetworks _networks;
    private readonly Lazy<StepContainer> _containers;

    public EngineBuildHost(EnginePaths paths, ImageEngine images, BuildDirectory directory, BuildNetworks networks,
        HostConfig limits, string hostname)
    {
        _paths = paths;
        _images = images;
        _directory = directory;
        _networks = networks;
        // A build that has all in its cache asks nothing of this host.
        _containers = new Lazy<StepContainer>(() => new StepContainer(paths, limits, hostname, HostFactsReader.Read()));
    }

    public async Task<FoundImage> Image(
        Reference name, Platform platform, bool pull, Lease lease, IStepProgress progress, CancellationToken cancel)
    {
        LocalImage? here = pull ? null : Find(name, platform);
        if (here is null)
        {
            await Pull(name, platform, progress, cancel).ConfigureAwait(false);
            // A registry that has it for one platform alone gives that one.
            here = Find(name, platform) ?? _images.Find(name.ToString());
        }

        foreach (Descriptor blob in (
            ReadOnlySpan<Descriptor>)[here.Root, here.Descriptor, here.Manifest.Config, .. here.Manifest.Layers])
        {
            lease.Keep(blob.Digest);
        }
        string shown = name.Digest is null ? $"{name}@{here.Root.Digest}" : name.ToString();
        return new FoundImage(shown, here.Root.Digest, here.Manifest, here.Config);
    }

    public Task<FoundImage> Layout(LayoutPlace place, Platform platform, Lease lease, CancellationToken cancel) =>
        new LayoutImage(place, _images.Store, lease).Take(platform, cancel);

    public int Run(RunStep step, Action<ReadOnlySpan<byte>> output, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        ForeignPrograms.Require(step.Platform);
        Husk.Linux.At.MkdirIfMissing(Husk.Linux.BorrowedFd.Cwd, _paths.Run, 0x1C9 /* 0711 */);
        Husk.Linux.At.MkdirIfMissing(Husk.Linux.BorrowedFd.Cwd, _paths.Oci, 0x1C9);
        string id = _directory.ContainerOf(System.IO.Path.GetFileName(step.Root.Directory));
        // Before the thread goes to mounts of its own, where the namespace's file would be seen by nobody else.
        Sandbox? sandbox = step.Network == RunNetwork.Default ? _networks.Take() : null;
        try
        {
            return MountThread.Run(() => _containers.Value.Run(id, step, sandbox, output, cancel));
        }
        finally
        {
            if (sandbox is not null)
                _networks.Give(sandbox);
        }
    }

    public User ResolveUser(string root, string user) => UserResolver.Resolve(root, user, []);

    private async Task Pull(Reference name, Platform platform, IStepProgress progress, CancellationToken cancel)
    {
        try
        {
            await _images.Pull(name, platform, new LayerStatusRelay(progress), cancel).ConfigureAwait(false);
        }
        catch (EngineException failure) when (
            _images.TryFind(name.ToString()) is { } other && !platform.Accepts(other.Config.Platform))
        {
            throw new EngineException(failure.Fault,
                $"it is here for {other.Config.Platform} and not for {platform}, and cannot be pulled: {failure.Message}");
        }
    }

    // A name that is here for another platform than was asked for is not here.
    private LocalImage? Find(Reference name, Platform platform)
    {
        try
        {
            return _images.TryFind(name.ToString(), platform);
        }
        catch (EngineException other) when (other.Fault == EngineFault.NotFound)
        {
            return null;
        }
    }
}
