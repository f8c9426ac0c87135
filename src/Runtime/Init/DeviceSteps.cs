// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// Devices and links in /dev: the default ones and the spec's (runtime-spec config-linux.md, Default Devices;
/// config.md, dev symbolic links). Root of a user namespace may not make devices: there the host's are bound.
/// </summary>
internal sealed class DeviceSteps
{
    private const uint ReadWriteAll = 0x1B6;

    private static readonly (string Name, int Minor, int Major)[] Defaults =
    [
        ("null", 3, 1), ("zero", 5, 1), ("full", 7, 1), ("random", 8, 1), ("urandom", 9, 1), ("tty", 0, 5),
    ];

    private static readonly (string Name, string Target)[] Links =
    [
        ("fd", "/proc/self/fd"), ("stdin", "/proc/self/fd/0"), ("stdout", "/proc/self/fd/1"),
        ("stderr", "/proc/self/fd/2"),
    ];

    private readonly List<(Device Device, Slot? Node, Slot[] Inherited)> _devices = [];

    public static DeviceSteps OpenSources(PlanBuilder plan, LinuxSpec linux, PlanFacts facts, NamespaceSet namespaces)
    {
        var steps = new DeviceSteps();
        foreach (Device device in All(linux))
        {
            bool isGiven = (namespaces.HasUser || facts.InUserNamespace) && device.Type != "p";
            steps._devices.Add(isGiven ? OpenNode(plan, device, linux) : (device, null, []));
        }

        return steps;
    }

    public void Populate(PlanBuilder plan, RootfsSteps rootfs, MountSteps mounts)
    {
        if (!mounts.OwnsDev)
        {
            return;
        }

        Slot dev = plan.Slot("/dev");
        plan.Step("open /dev", "everything in it is made from this descriptor, wherever an image's /dev points");
        Label opened = plan.NewLabel();
        Label make = plan.NewLabel();
        rootfs.Open(plan, "/dev", O_PATH | O_DIRECTORY, dev).OnSuccess(opened).On(ENOENT, make);
        plan.Mark(make);
        plan.Call(SYS.mkdirat, rootfs.Fd, plan.Text("dev"), 0x1ED);
        rootfs.Open(plan, "/dev", O_PATH | O_DIRECTORY, dev);
        plan.Mark(opened);
        foreach ((Device device, Slot? node, Slot[] inherited) in _devices)
        {
            Make(plan, rootfs, dev, device, node);
            foreach (Slot slot in inherited)
            {
                plan.Call(SYS.close, slot).Ignore(EBADF);
            }
        }

        AddLinks(plan, dev);
        plan.Close(dev);
    }

    /// <summary>The default devices and the spec's.</summary>
    public static IEnumerable<Device> All(LinuxSpec linux)
    {
        foreach ((string name, int minor, int major) in Defaults)
        {
            string path = "/dev/" + name;
            if (!System.Array.Exists(linux.Devices, d => ContainerPath.Clean(d.Path) == path))
            {
                yield return new Device
                {
                    Type = "c",
                    Path = path,
                    Major = major,
                    Minor = minor,
                    FileMode = ReadWriteAll,
                };
            }
        }

        foreach (Device device in linux.Devices)
        {
            yield return device;
        }
    }

    private static (Device Device, Slot? Node, Slot[] Inherited) OpenNode(
        PlanBuilder plan, Device device, LinuxSpec linux)
    {
        Slot node = plan.Slot(device.Path);
        Label made = plan.NewLabel();
        Label refused = plan.NewLabel();
        Slot[] inherited = [];
        if (System.Array.IndexOf(linux.Devices, device) >= 0)
        {
            inherited = DeviceNode.Make(plan, device, linux, node, made, refused);
        }

        plan.Mark(refused);
        plan.Step($"copy the mount of the host's {device.Path}", "mknod(2) needs the initial user namespace");
        plan.Call(SYS.open_tree, AT_FDCWD, plan.Text(device.Path), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC).Into(node);
        plan.Mark(made);
        return (device, node, inherited);
    }

    private static void Make(PlanBuilder plan, RootfsSteps rootfs, Slot dev, Device device, Slot? node)
    {
        string path = ContainerPath.Clean(device.Path);
        plan.Step($"make {path}", "linux.devices and the default devices");
        if (node is { } there)
        {
            Slot target = rootfs.OpenTarget(plan, path, isFile: true);
            plan.MoveMount(there, target);
            plan.Close(target);
            plan.Close(there);
            return;
        }

        (Slot parent, string name) = Parent(plan, rootfs, dev, path);
        (uint type, uint mode, long number) =
            (DeviceNode.TypeOf(device), DeviceNode.ModeOf(device), DeviceNode.NumberOf(device));
        Label made = plan.NewLabel();
        Label exists = plan.NewLabel();
        Label kept = plan.NewLabel();
        plan.Call(SYS.mknodat, parent, plan.Text(name), type | mode, number).OnSuccess(made).On(EEXIST, exists);
        plan.Mark(exists);

        // One of the image's under that name may be any device: it is replaced, but for a root that cannot be written
        // to.
        plan.Call(SYS.unlinkat, parent, plan.Text(name), 0).On(EROFS, kept);
        plan.Call(SYS.mknodat, parent, plan.Text(name), type | mode, number);
        plan.Mark(made);
        if ((device.Uid ?? 0) != 0 || (device.Gid ?? 0) != 0)
        {
            plan.Call(SYS.fchownat, parent, plan.Text(name), device.Uid ?? 0, device.Gid ?? 0, AT_SYMLINK_NOFOLLOW);
        }

        plan.Mark(kept);
    }

    /// <summary>The directory of a device: /dev itself most of the time, else made when missing.</summary>
    private static (Slot Parent, string Name) Parent(PlanBuilder plan, RootfsSteps rootfs, Slot dev, string path)
    {
        int slash = path.LastIndexOf('/');
        string directory = path[..slash];
        return directory == "/dev" ? (dev, path[(slash + 1)..])
            : directory.Length == 0 ? (rootfs.Fd, path[1..])
            : (rootfs.OpenTarget(plan, directory, isFile: false), path[(slash + 1)..]);
    }

    private static void AddLinks(PlanBuilder plan, Slot dev)
    {
        plan.Step("link /dev/fd, stdin, stdout, stderr, core and ptmx", "runtime-spec config.md, dev symbolic links");
        foreach ((string name, string target) in Links)
        {
            plan.Call(SYS.symlinkat, plan.Text(target), dev, plan.Text(name)).Ignore(EEXIST);
        }

        Label noCore = plan.NewLabel();
        plan.Call(SYS.faccessat2, AT_FDCWD, plan.Text("/proc/kcore"), 0, 0).On(ENOENT, noCore);
        plan.Call(SYS.symlinkat, plan.Text("/proc/kcore"), dev, plan.Text("core")).Ignore(EEXIST);
        plan.Mark(noCore);
        plan.Call(SYS.unlinkat, dev, plan.Text("ptmx"), 0).Ignore(ENOENT);
        plan.Call(SYS.symlinkat, plan.Text("pts/ptmx"), dev, plan.Text("ptmx"));
    }
}
