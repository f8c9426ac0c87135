// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>`list`: every container under a root, with its owner, in the order of the ids.</summary>
internal static class List
{
    /// <param name="store">The root.</param>
    /// <param name="rootMayBeMissing">Whether a root that is not there is an empty one, and not a mistyped one.</param>
    /// <param name="log">Is told of containers that cannot be read.</param>
    public static List<ContainerState> All(StateStore store, bool rootMayBeMissing, ILog log)
    {
        var states = new List<ContainerState>();
        if (store.List() is not { } ids)
            return rootMayBeMissing ? states : throw new LifecycleException($"--root {store.Root} does not exist");

        byte[]? users = null;
        foreach (string id in ids)
        {
            try
            {
                // One that is being made, or has just been deleted, has no record.
                if (store.LookIfThere(id) is not { } seen)
                    continue;
                string owner = OwnerName.Of(users ??= OwnerName.ReadUsers(), seen.Record.Owner);
                states.Add(StateStore.Describe(seen.Record, seen.Status) with { Owner = owner });
            }
            catch (LifecycleException e)
            {
                log.Warn(e.Message);
            }
        }
        return states;
    }
}
