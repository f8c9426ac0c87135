// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using Husk.Linux.Mounts;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// `linux.mountLabel`: the SELinux context of the files in each new filesystem, as a parameter of its own (mount(8),
/// "context="). What labels its files itself, or shares its superblock with others, cannot be given one.
/// </summary>
internal static class MountLabel
{
    /// <summary>The mount with the label among its options, where it can have one and does not bring its own.</summary>
    public static Mount On(Mount mount, RuntimeSpec spec)
    {
        string label = spec.Linux?.MountLabel ?? "";
        if (label.Length == 0
            || mount.Type is "" or "none" or "bind" or "proc" or "sysfs" or "cgroup" or "cgroup2" or "mqueue")
        {
            return mount;
        }

        var options = MountOptions.Parse(mount.Options);
        bool hasOwn = Array.Exists(mount.Options, option => option.Contains("context=", StringComparison.Ordinal));

        // Categories are parted by commas, which would part options: quoted, they do not.
        return options.Bind || options.Remount || hasOwn
            ? mount
            : mount with { Options = [.. mount.Options, $"{Kind(spec)}=\"{label}\""] };
    }

    private static string Kind(RuntimeSpec spec) =>
        spec.Annotations.GetValueOrDefault(CrunAnnotations.MountContextType, "context");

    /// <summary>For a filesystem that is made between fsopen(2) and its creation.</summary>
    public static void Configure(PlanBuilder plan, Slot context, string label)
    {
        if (label.Length > 0)
        {
            plan.Call(SYS.fsconfig, context, FSCONFIG_SET_STRING, plan.Text("context"), plan.Text(label), 0);
        }
    }

    /// <summary>
    /// mqueue takes no parameter: its root directory is labelled when it is there (opencontainers/runc,
    /// rootfs_linux.go).
    /// </summary>
    public static void Set(PlanBuilder plan, Slot mount, string label)
    {
        Slot directory = plan.Slot("mqueue's root");
        byte[] value = Encoding.UTF8.GetBytes(label);
        plan.OpenAt2(mount, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0).Into(directory);
        plan.Call(SYS.fsetxattr, directory, plan.Text("security.selinux"), plan.Bytes(value), value.Length, 0);
        plan.Close(directory);
    }
}
