// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Volumes;

namespace Husk.Engine.Containers;

/// <summary>Volumes, as far as it matters who has them.</summary>
public sealed partial class ContainerEngine
{
    /// <summary>Makes a volume, or finds the one of that name.</summary>
    public Volume CreateVolume(string? name, string driver, IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string> options) =>
        Guard(() => _volumes.Create(name, driver, labels, options));

    /// <summary>Null when there is none.</summary>
    public Volume? TryFindVolume(string name) => Guard(() => _volumes.TryFind(name));

    public IReadOnlyList<Volume> Volumes() => Guard(() => _volumes.List(Notice));

    /// <summary>Where a volume's files are.</summary>
    public string PathOf(Volume volume) => _volumes.DataOf(volume.Name);

    /// <summary>Bytes of a volume's files.</summary>
    public long SizeOf(Volume volume) => Guard(() => _volumes.SizeOf(volume.Name));

    /// <summary>Names of the volumes that containers have, and how many of them have each.</summary>
    public IReadOnlyDictionary<string, int> VolumeUsers() =>
        Guard(() => AllMounts().Where(mount => mount.Name is not null)
        .GroupBy(mount => mount.Name!).ToDictionary(group => group.Key, group => group.Count()));

    /// <exception cref="EngineException">There is none (NotFound), or it is in use (Conflict).</exception>
    public void RemoveVolume(string name) => Guard(() => _volumes.Remove(name, UsersOf));

    /// <summary>Removes what no container has.</summary>
    public (IReadOnlyList<string> Names, long Freed) PruneVolumes(Func<Volume, bool> takes) =>
        Guard(() => _volumes.Prune(
            takes, () => AllMounts().Select(mount => mount.Name).OfType<string>().ToHashSet(), Notice));

    private IReadOnlyList<string> UsersOf(string volume) =>
        [.. _store.Ids().Where(
            id => _store.TryRead(id) is { } container && container.Mounts.Any(mount => mount.Name == volume))];

    private IEnumerable<MountPoint> AllMounts() =>
        _store.Ids().Select(_store.TryRead).OfType<Container>().SelectMany(container => container.Mounts);
}
