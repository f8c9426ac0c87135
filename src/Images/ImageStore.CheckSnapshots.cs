// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Images.Snapshots;
using Husk.Linux.Mounts;

namespace Husk.Images;

public sealed partial class ImageStore
{
    /// <returns>The snapshots whose records can be read.</returns>
    private List<Snapshot> CheckSnapshots(List<string> wrong, bool repair)
    {
        var snapshots = new List<Snapshot>();
        foreach (string key in Layers.SnapshotKeys())
        {
            try
            {
                if (Layers.FindSnapshot(key) is not { } snapshot)
                    continue;
                snapshots.Add(snapshot);
                if (snapshot.Parent is { } chain && !Layers.Contains(chain))
                    wrong.Add($"snapshot {key}: its layer {chain} is not there: remove its container");
            }
            catch (ImageException damaged)
            {
                wrong.Add(damaged.Message + (repair ? ": removed" : ""));
                if (repair)
                    Layers.ForgetSnapshot(key);
            }
        }

        return snapshots;
    }

    // In this mount namespace; those of others are theirs.
    private void CheckMounts(List<Snapshot> snapshots, List<string> wrong, bool repair)
    {
        HashSet<string> known = [.. snapshots.Select(snapshot => snapshot.MergedPath)];
        foreach (MountEntry mount in MountInfo.OfThisProcess())
        {
            string point = Encoding.UTF8.GetString(mount.MountPoint);
            bool isOurs = mount.FileSystemType == "overlay" && point.EndsWith("/merged", StringComparison.Ordinal)
                && Encoding.UTF8.GetString(mount.SuperOptions).Contains(Layers.Path + "/", StringComparison.Ordinal);
            if (!isOurs || known.Contains(point))
                continue;
            wrong.Add($"mount {point}: it belongs to no snapshot" + (repair ? ": unmounted" : ": unmount it"));
            if (repair)
                MountPoint.Detach(mount.MountPoint);
        }
    }
}
