// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Linux.Bpf;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Cgroups;

public sealed partial class Cgroup
{
    /// <summary>
    /// Sets the limits of a plan in one version's hierarchies: <see cref="CgroupPlan.Writes"/>, and on v2 the device
    /// program.
    /// </summary>
    public void Apply(CgroupPlan plan, bool unified)
    {
        IEnumerable<CgroupWrite> writes =
            plan.Writes.Where(write => write.Hierarchy == CgroupHierarchy.UnifiedName == unified);
        if (!plan.IsRootless)
        {
            Apply([.. writes]);
            Guard(plan, unified);
            return;
        }

        Apply([.. writes.Where(static write => !IsGuard(write))]);
        try
        {
            Apply([.. writes.Where(IsGuard)]);
            Guard(plan, unified);
        }
        catch (SyscallException refused) when (IsDenied(refused))
        {
            // It takes CAP_SYS_ADMIN on the host (cgroup-v1/devices.rst; bpf(2)), who cannot use a device that its
            // owner has not let the user use.
        }
    }

    private void Guard(CgroupPlan plan, bool unified)
    {
        if (unified && plan.DeviceProgram is { } program)
        {
            using OwnedFd directory = OpenUnified();
            DeviceFilter.Attach(directory, program);
        }
    }

    /// <summary>
    /// Makes the writes in their order and stops at the first that the kernel refuses; those before it stay in force.
    /// </summary>
    public void Apply(IReadOnlyList<CgroupWrite> writes)
    {
        // A device list is a dozen writes to one file, which is opened once.
        string? path = null;
        OwnedFd? file = null;
        try
        {
            foreach (CgroupWrite planned in writes)
            {
                CgroupWrite? write = planned;
                while (write is not null)
                {
                    string wanted = FileOf(write);
                    if (wanted != path)
                    {
                        file?.Dispose();
                        (file, path) = (null, null);
                        file = OpenFor(write, wanted);
                        path = file is null ? null : wanted;
                    }

                    if (file is not null)
                    {
                        WriteOne(file, write);
                        break;
                    }

                    write = write.Otherwise;
                }
            }
        }
        finally
        {
            file?.Dispose();
        }
    }

    private string FileOf(CgroupWrite write)
    {
        string directory = PathIn(write.Hierarchy)
            ?? throw new ArgumentException($"this cgroup has no directory in the hierarchy {write.Hierarchy}");
        return directory + "/" + write.File;
    }

    /// <summary>Null where the file is missing and may be.</summary>
    private static OwnedFd? OpenFor(CgroupWrite write, string path)
    {
        OwnedFd? file;
        try
        {
            file = At.OpenIfThere(BorrowedFd.Cwd, path, O_WRONLY);
        }
        catch (SyscallException refused)
        {
            throw Because(refused, write.Field);
        }

        if (file is null && !write.Optional && write.Otherwise is null)
        {
            string why = WhyMissing(path, write.Hierarchy == CgroupHierarchy.UnifiedName);
            throw new SyscallException(
                $"openat(AT_FDCWD, {Strace.Quote(path)}, O_WRONLY|O_CLOEXEC) /* {write.Field}: {why} */", ENOENT);
        }

        return file;
    }

    private static string WhyMissing(string path, bool isUnified)
    {
        int slash = path.LastIndexOf('/');
        string controller = path[(slash + 1)..path.IndexOf('.', slash)];
        return isUnified && !Controllers.Of(path[..slash]).Contains(controller)
            ? $"the parent cgroups do not hand down the {controller} controller"
            : "this kernel has no such setting";
    }

    private static void WriteOne(OwnedFd file, CgroupWrite write)
    {
        try
        {
            Fd.WriteOnce(file, Encoding.UTF8.GetBytes(write.Value));
        }
        catch (SyscallException refused)
        {
            // The kernel's own check before an update: it could not reclaim down to the new limit.
            bool inUse = refused.Errno == EBUSY && write.File == "memory.limit_in_bytes";
            string why = inUse ? $": unable to set memory limit to {write.Value}: more memory than that is in use" : "";
            throw Because(refused, write.Field + why);
        }
    }

    private static SyscallException Because(SyscallException refused, string comment) =>
        new($"{refused.Call} /* {comment} */", refused.Errno);
}
