// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Engine.Explaining;
using Husk.Engine.Images;
using Husk.Engine.Volumes;
using Husk.Images.Layers;
using Husk.Images.Snapshots;
using Husk.Linux;
using Husk.Networks;
using Husk.Networks.Names;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Client;
using static Husk.Linux.Syscalls.Abi;
using Spec = Husk.Oci.RuntimeSpec.RuntimeSpec;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>In examples: a container's ID is chosen when it is made.</summary>
    private const string ExampleId = "c0ffee0123456789abcdef0123456789abcdef0123456789abcdef0123456789";

    /// <summary>What a <c>run</c> would do, each step of it; nothing is changed, and nothing is pulled.</summary>
    /// <exception cref="EngineException">As by <see cref="Run"/>; and NotFound when the image is not here.</exception>
    public ExplainedRun ExplainRun(ContainerRequest request) => Guard(() =>
    {
        LocalImage image = _images.TryFind(request.Config.Image, request.Platform) ?? throw new EngineException(
            EngineFault.NotFound,
            $"No such image: {request.Config.Image}: an explanation pulls nothing, `husk pull {request.Config.Image}` does");
        LocalImage[] mounted = ImagesMounted(request.HostConfig);
        Digest[] chains =
            [.. mounted.Prepend(image).SelectMany(each => ChainId.All(each.Config.RootFs.DiffIds)).Distinct()];
        HashSet<Digest> unpacked = [.. chains.Where(_images.Store.Layers.Contains)];
        RunFacts facts = Rehearsal.Of(_paths, chains.Select(chain => chain.Hex), () =>
        {
            using var images = new ImageEngine(_paths.Root);
            return new ContainerEngine(_paths, images) { Warn = Warn }.Rehearse(request, unpacked);
        });
        return RunExplainer.Explain(facts);
    });

    // As Make and Equip, in a rehearsal's directories: only what reaches out of them is left out.
    private RunFacts Rehearse(ContainerRequest request, HashSet<Digest> unpacked)
    {
        LocalImage image = _images.Find(request.Config.Image, request.Platform);
        (ContainerConfig config, HostConfig host) = Considered(request, image);
        ContainerPaths paths = _paths.Of(ExampleId);
        Directory.CreateDirectory(paths.Directory);
        // Overlayfs takes no overlay for its upper directory.
        using (OwnedFd directory = At.Open(BorrowedFd.Cwd, paths.Directory, O_PATH | O_DIRECTORY))
            Linux.Mounts.MountPoint.Mount("tmpfs", directory, "mode=0711", 0);
        Snapshot snapshot = _images.Store.Layers.Prepare(ExampleId, paths.Directory, Unpack(image));
        snapshot.MakeMountPoints(MountedDirectories, MountedFiles);

        HashSet<string> volumes = [.. _volumes.List().Select(volume => volume.Name)];
        using OwnedFd volumesInUse = _volumes.Use();
        MountPoint[] mounts = new MountPlanner(_volumes).Resolve(config, host, Find);
        string name = request.Name is null ? "" : _store.Free(request.Name);
        Container container = Described(ExampleId, name, image, config, host, mounts, request, forRun: true);
        snapshot.Mount();
        MountSources.Prepare(container, make: false);
        // What has never run has no such directory, and is not given one.
        _networks =
            NetworkStore.Open(_paths.Root, Directory.Exists(_paths.Run) ? _paths.Run : _paths.Root + "/.run", Notice);
        NetworkForesight? network = Networks.Foresee(container);
        if (network is not null)
            network = network with { Sandbox = network.Sandbox with { Path = paths.NetworkNamespace } };
        IReadOnlyList<(LegacyLink Link, Container Other)> links = LinksOf(container);
        foreach ((int index, MountPoint mount) in Parts(container.Mounts).Where(part => part.Mount.Type == "image"))
        {
            _images.Store.Layers.View(
                ImageKey(ExampleId, index), paths.Part(index), Unpack(_images.Find(mount.Source)));
        }
        WriteEtc(paths, container, network?.Sandbox, links);
        Spec spec = SpecOf(paths, WithParts(paths, container), network?.Sandbox, default, links);
        At.MkdirIfMissing(BorrowedFd.Cwd, paths.Bundle, S_IRWXU);
        Put(paths.Spec, RuntimeSpecJson.Write(spec));
        return new RunFacts
        {
            Image = image,
            Container = container,
            IsNamed = name.Length > 0,
            Paths = paths,
            Engine = _paths,
            Layers = LayersOf(image, unpacked),
            LowerPaths = snapshot.LowerPaths,
            ImageLayers = mounts.Where(mount => mount.Type == "image").Select(mount => mount.Source).Distinct()
                .ToDictionary(name => name, LayerPathsOf),
            Network = network,
            NewVolumes = mounts.Select(mount => mount.Name).OfType<string>().Where(volume => !volumes.Contains(volume))
                .ToHashSet(),
            Spec = spec,
            FileSources = spec.Mounts.Select(mount => mount.Source).Where(File.Exists).ToHashSet(),
            MissingSources = mounts.Where(mount => mount.Type == "bind").Select(mount => mount.Source)
                .Where(source => !Path.Exists(source)).ToHashSet(),
            Plan = RuntimePlan.Read(new RuntimeClient(Programs.Runtime(""), [], root: null).Plan(paths.Bundle)),
            Files = new[] { paths.Hosts, paths.Hostname, paths.ResolvConf }.ToDictionary(
                path => path, File.ReadAllText),
            Runtime = Programs.Runtime(host.Runtime),
            Monitor = Programs.Monitor,
        };
    }

    private IReadOnlyList<string> LayerPathsOf(string image) =>
        [.. ChainId.All(_images.Find(image).Config.RootFs.DiffIds).Select(_images.Store.Layers.DiffPath).Reverse()];

    // In the rehearsal's memory, where it is not on the disk already.
    private Digest? Unpack(LocalImage image)
    {
        Digest? top = null;
        foreach (
            (Digest diffId, Oci.ImageSpec.Descriptor blob) in image.Config.RootFs.DiffIds.Zip(image.Manifest.Layers))
        {
            Digest chain = ChainId.Of(top, diffId);
            if (!_images.Store.Layers.Contains(chain))
            {
                using PendingLayer pending = _images.Store.Layers.BeginLayer();
                pending.Unpack(_images.Store.Content.OpenRead(blob.Digest), diffId);
                pending.Commit(top);
            }

            top = chain;
        }

        return top;
    }

    /// <summary>An image's layers, the lowest first, with the lines of its history that made them.</summary>
    private ExplainedLayer[] LayersOf(LocalImage image, HashSet<Digest> unpacked)
    {
        Digest[] diffIds = image.Config.RootFs.DiffIds;
        string[] makers = [.. image.Config.History.Where(entry => !entry.EmptyLayer).Select(entry => entry.CreatedBy)];
        return
        [
            .. ChainId.All(diffIds).Select((chain, i) => new ExplainedLayer(
                i + 1, diffIds[i].ToString(), chain.ToString(), _images.Store.Layers.DiffPath(chain),
                _images.Store.Layers.Find(chain)?.Size ?? 0, i < makers.Length ? makers[i] : "")
            {
                Unpacked = unpacked.Contains(chain),
            }),
        ];
    }
}
