// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Mounts;

/// <summary>
/// What a plan cannot do for its mounts, done by the runtime before the clone: filesystems filled with files, user
/// namespaces with maps. The plan's steps get the descriptors (<see cref="PlanFacts.Prepared"/>), the child inherits
/// them.
/// </summary>
internal sealed class PreparedMounts : IDisposable
{
    private readonly Dictionary<int, OwnedFd> _filesystems = [];
    private readonly Dictionary<int, OwnedFd> _userNamespaces = [];

    private PreparedMounts()
    {
    }

    /// <summary>The descriptors' numbers, valid until Dispose.</summary>
    public PreparedDescriptors Descriptors => new()
    {
        Filesystems = _filesystems.ToDictionary(entry => entry.Key, entry => entry.Value.Number),
        UserNamespaces = _userNamespaces.ToDictionary(entry => entry.Key, entry => entry.Value.Number),
    };

    /// <summary>Prepares all that the spec's mounts want, in their order.</summary>
    /// <exception cref="LifecycleException">Something failed, or a signal came; nothing is left open.</exception>
    public static PreparedMounts Make(RuntimeSpec spec, PlanFacts facts, Interrupts interrupts)
    {
        var prepared = new PreparedMounts();
        try
        {
            using var namespaces = new MapNamespaces(spec.Linux ?? new LinuxSpec(), facts, interrupts);
            for (int i = 0; i < spec.Mounts.Length; i++)
            {
                prepared.Add(PlannedMount.Of(spec, i), spec, facts, namespaces);
            }

            return prepared;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    /// <summary>What <see cref="Make"/> would do, a line each.</summary>
    public static IEnumerable<string> Describe(RuntimeSpec spec)
    {
        for (int i = 0; i < spec.Mounts.Length; i++)
        {
            PlannedMount mount = PlannedMount.Of(spec, i);
            if (mount.CopiesUp)
            {
                yield return $"make a detached tmpfs for {mount.Name} and copy what it covers into it";
            }

            if (mount.IsIdMapped)
            {
                yield return $"{MapNamespaces.Describe(mount.Spec, spec.Linux ?? new LinuxSpec())} for {mount.Name}";
            }
        }
    }

    public void Dispose()
    {
        foreach (OwnedFd fd in _filesystems.Values.Concat(_userNamespaces.Values))
        {
            fd.Dispose();
        }
    }

    private void Add(PlannedMount mount, RuntimeSpec spec, PlanFacts facts, MapNamespaces namespaces)
    {
        IdMapSteps.Check(mount);
        try
        {
            if (mount.CopiesUp)
            {
                using OwnedFd? content = CoveredDirectory.Open(mount, spec, facts, _filesystems);
                _filesystems.Add(mount.Index, CopiedTmpfs.Make(mount, content, namespaces));
            }

            if (mount.IsIdMapped)
            {
                _userNamespaces.Add(mount.Index, namespaces.For(mount.Spec));
            }
        }
        catch (Exception e) when (e is SyscallException or LifecycleException)
        {
            throw new LifecycleException($"{mount.Name}: {e.Message}", e);
        }
    }
}
