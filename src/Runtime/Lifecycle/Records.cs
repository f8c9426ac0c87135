// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Criu;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>What is written down of a container while it is made.</summary>
internal static class Records
{
    public static ContainerRecord Begin(CreateRequest request, Bundle bundle)
    {
        RuntimeSpec spec = bundle.Spec;
        var namespaces = new Dictionary<string, string>();
        foreach (Namespace each in spec.Linux?.Namespaces ?? [])
        {
            namespaces[each.Type] = each.Path;
        }

        return new ContainerRecord
        {
            OciVersion = spec.OciVersion,
            Id = request.Id,
            Bundle = bundle.Directory,
            Rootfs = bundle.Rootfs,
            Created = Timestamp.Of(DateTime.UtcNow),
            HasPoststop = spec.Hooks?.Poststop.Length > 0,
            Creator = ProcessIdentity.Of(Environment.ProcessId),
            Annotations = spec.Annotations,
            Namespaces = namespaces,
            Owner = (uint)Kernel.Call(SYS.geteuid),
            Terminal = spec.Process?.Terminal == true,
            ExternalDescriptors = spec.Process?.Terminal == true ? "" : StdioDescriptors.OfRuntime(),
            NotifySocket = NotifySocket.PlaceIn(bundle),
        };
    }

    /// <summary>
    /// With the directories that are about to be made, so that whoever finds this record alone can remove them.
    /// </summary>
    public static ContainerRecord WithCgroup(ContainerRecord record, CgroupPlan plan)
    {
        var paths = new List<KeyValuePair<string, string>>(plan.Directories.Count);
        var made = new List<string>(plan.Directories.Count);
        foreach (CgroupDirectory directory in plan.Directories)
        {
            paths.Add(new(directory.Hierarchy.Name, directory.Path));
            int first = made.Count;

            // A name that the runtime chose is the runtime's, so nobody has to look whether it is there.
            bool own = plan.OwnsPath;
            for (string path = directory.Path;
                path != directory.Hierarchy.MountPoint && (own || !At.Exists(BorrowedFd.Cwd, path));
                path = path[..path.LastIndexOf('/')])
            {
                made.Insert(first, path);
                own = false;
            }
        }

        return record with { CgroupPaths = paths, CgroupMade = made };
    }

    public static void LogWarnings(CgroupPlan plan, ILog log)
    {
        foreach (string warning in plan.Warnings)
        {
            log.Warn(warning);
        }
    }
}
