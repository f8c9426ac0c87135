// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using Husk.Linux;
using Husk.Linux.Mounts;
using Husk.Runtime.Init;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Mounts;

/// <summary>`tmpcopyup`: a tmpfs, attached nowhere, with a copy of a directory's content in it.</summary>
/// <remarks>
/// The runtime's own cgroup is charged for the copy's memory; what is written later is the container's. Its size is
/// that of the image's directory, and `size=` bounds it.
/// </remarks>
internal static class CopiedTmpfs
{
    /// <param name="mount">Its entry in the configuration.</param>
    /// <param name="content">The directory to copy from; null for an empty tmpfs.</param>
    /// <param name="namespaces">For who the container's root is on the host.</param>
    /// <returns>The mount, writable also where it is to end read-only.</returns>
    public static OwnedFd Make(PlannedMount mount, OwnedFd? content, MapNamespaces namespaces)
    {
        OwnedFd made = MakeEmpty(mount);
        try
        {
            // It was made in the runtime's user namespace; in the container's it would belong to nobody.
            (uint uid, uint gid) = (Id(mount.Options, "uid"), Id(mount.Options, "gid"));
            At.Chown(made, "", namespaces.HostUid(uid), namespaces.HostGid(gid));
            if (content is not null)
            {
                TreeCopy.Content(content, made);
            }

            return made;
        }
        catch (SyscallException e)
        {
            made.Dispose();
            throw new LifecycleException("cannot copy what it covers (tmpcopyup): " + e.Message, e);
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    private static OwnedFd MakeEmpty(PlannedMount mount)
    {
        var plan = new PlanBuilder();
        Slot context = plan.Slot("tmpfs context");
        Slot made = plan.Slot("tmpfs");
        plan.Step($"make the tmpfs for {mount.Destination}", FilesystemSteps.Reason("tmpfs"));
        FilesystemSteps.Make(plan, mount, writable: true, context, made).StopOnPositive();
        return RuntimePlan.Run(plan.Build(), made);
    }

    /// <summary>The tmpfs's `uid=` or `gid=`; the last one counts, as for the kernel.</summary>
    private static uint Id(MountOptions options, string key)
    {
        uint id = 0;
        foreach (MountParameter parameter in options.Parameters)
        {
            if (parameter.Key == key && uint.TryParse(parameter.Value, CultureInfo.InvariantCulture, out uint given))
            {
                id = given;
            }
        }

        return id;
    }
}
