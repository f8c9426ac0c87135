// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Engine.Containers;
using Husk.Engine.Events;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Volumes;

/// <summary>Volumes on the disk: <c>volumes/NAME/{volume.json,_data}</c>.</summary>
/// <remarks>
/// A volume appears and goes by a rename, whole. Whoever is about to use volumes holds the lock shared until it is
/// written down that he does; whoever removes one holds it alone from his look at the users to the rename. Names that
/// begin with a dot are what a killed process left, and no volumes: who holds the lock alone clears them away.
/// </remarks>
public sealed partial class VolumeStore(EnginePaths paths)
{
    private const string RecordName = "volume.json", DataName = "_data", LockName = ".lock", New = ".new-",
        Gone = ".gone-";

    /// <summary>0701: users of containers in user namespaces walk through.</summary>
    private const uint WalkedThrough = 0x1C1;

    private const int Limit = 1 << 20;

    private string Root => paths.Root + "/volumes";

    /// <summary>Where a volume's files are.</summary>
    public string DataOf(string name) => $"{Root}/{name}/{DataName}";

    /// <summary>Nothing is removed as long as this is not disposed.</summary>
    internal OwnedFd Use() => Lock(shared: true);

    /// <summary>Null when there is no such volume.</summary>
    public Volume? TryFind(string name)
    {
        if (!VolumeName.Is(name))
            return null;
        string path = $"{Root}/{name}/{RecordName}";
        return At.ReadAllIfThere(BorrowedFd.Cwd, path, Limit) is { } json ? VolumeJson.Read(json, path) : null;
    }

    /// <exception cref="EngineException">There is none (NotFound), in docker's words.</exception>
    public Volume Find(string name) => TryFind(name) ?? throw Missing(name);

    /// <summary>All, by name.</summary>
    /// <param name="damaged">Told of each that cannot be read; null for nobody.</param>
    public IReadOnlyList<Volume> List(Action<string>? damaged = null)
    {
        ClearLeftovers();
        var volumes = new List<Volume>();
        foreach (string name in Names().Where(VolumeName.Is).Order(StringComparer.Ordinal))
        {
            try
            {
                if (TryFind(name) is { } volume)
                    volumes.Add(volume);
            }
            catch (EngineException e) when (e.Fault is EngineFault.Corrupt)
            {
                damaged?.Invoke(e.Message);
            }
        }

        return volumes;
    }

    internal static EngineException Missing(string name) => new(EngineFault.NotFound, $"get {name}: no such volume");

    private void Tell(string action, string name) =>
        EventLog.Append(paths.Events, "volume", action, name, from: null, [new("driver", "local")]);

    private List<string> Names()
    {
        using OwnedFd? directory = At.OpenIfThere(BorrowedFd.Cwd, Root, O_RDONLY | O_DIRECTORY);
        return directory is null ? []
            : [.. Fd.ReadDirectory(directory).Select(entry => Encoding.UTF8.GetString(entry.Name))];
    }

    private OwnedFd LockAlone()
    {
        OwnedFd alone = Lock(shared: false);
        try
        {
            Clear(Leftovers());
            return alone;
        }
        catch
        {
            alone.Dispose();
            throw;
        }
    }

    private OwnedFd Lock(bool shared)
    {
        At.MkdirIfMissing(BorrowedFd.Cwd, paths.Root, 0x1C9 /* 0711 */);
        At.MkdirIfMissing(BorrowedFd.Cwd, Root, WalkedThrough);
        OwnedFd file = OpenLock();
        try
        {
            Fd.Lock(file, shared);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private OwnedFd OpenLock() =>
        At.Open(BorrowedFd.Cwd, $"{Root}/{LockName}", O_RDWR | O_CREAT | O_NOFOLLOW, 0x180 /* 0600 */);
}
