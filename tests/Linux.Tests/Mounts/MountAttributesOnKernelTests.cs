// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Linux.Mounts;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Tests.Mounts;

/// <summary>
/// What mount_setattr(2), fsmount(2) and fsconfig(2) make of the options. The mounts are detached: no mount table sees
/// them, and they go with their descriptors.
/// </summary>
public class MountAttributesOnKernelTests
{
    public static TheoryData<string> Options => [.. MountOptionTable.Names];

    [Theory]
    [MemberData(nameof(Options))]
    public void The_kernel_takes_the_attributes_of_every_option(string option)
    {
        MountOptions parsed = MountOptions.Parse(option);
        using OwnedFd mount = NewTmpfs(0);

        Assert.All(
            [parsed.Attributes, parsed.BindAttributes, parsed.UnlockedBindAttributes, parsed.RecursiveAttributes],
            attributes => Assert.Equal(0, SetAttributes(mount, attributes)));
        using OwnedFd made = NewTmpfs(parsed.Attributes.Set);
    }

    [Theory]
    [InlineData("", "bind,ro", "ro,relatime")]
    [InlineData("nosuid,nodev,noexec,noatime", "bind,ro", "ro,noatime")]
    [InlineData("ro,noexec,nodiratime", "bind,dev", "rw,nodiratime,relatime")]
    [InlineData("nosuid,nodev,noexec,noatime", "bind,dev,suid,exec,atime", "rw,noatime")]
    [InlineData("noatime", "bind,relatime", "rw,relatime")]
    [InlineData("noatime", "bind,nodiratime", "rw,nodiratime,relatime")]
    [InlineData("nodiratime", "bind,strictatime", "rw")]
    [InlineData("noatime", "bind,nodiratime,strictatime", "rw,nodiratime")]
    [InlineData("noatime", "bind,nodiratime,norelatime", "rw,nodiratime,relatime")]
    [InlineData("ro,nosymfollow", "bind,rw", "rw,relatime")]
    public void A_bind_ends_with_what_runc_gives_it(string source, string options, string result)
    {
        using OwnedFd mount = NewTmpfs(MountOptions.Parse(source.Split(',')).Attributes.Set);
        Assert.Equal(0, SetAttributes(mount, MountOptions.Parse(options.Split(',')).BindAttributes));

        Assert.Equal(Flags(result), Flags(mount));
    }

    [Theory]
    [InlineData("rro", "ro,relatime")]
    [InlineData("rnoatime", "rw,noatime")]
    [InlineData("rstrictatime", "rw")]
    [InlineData("rnoatime,ratime", "rw,relatime")]
    [InlineData(
        "rnodiratime,rnosuid,rnodev,rnoexec,rnosymfollow", "rw,nosuid,nodev,noexec,nosymfollow,nodiratime,relatime")]
    public void Recursive_options_reach_the_mount(string options, string result)
    {
        using OwnedFd mount = NewTmpfs(0);
        Assert.Equal(0, SetAttributes(mount, MountOptions.Parse(options.Split(',')).RecursiveAttributes));

        Assert.Equal(Flags(result), Flags(mount));
    }

    [Theory]
    [InlineData("ro")]
    [InlineData("sync")]
    [InlineData("dirsync")]
    [InlineData("lazytime")]
    [InlineData("mand")]
    [InlineData("size=64k,mode=700,nr_inodes=10")]
    public void The_kernel_takes_the_parameters(string options)
    {
        MountOptions parsed = MountOptions.Parse(options);
        using OwnedFd context = OpenTmpfs();

        Assert.All([.. parsed.SuperblockFlags, .. parsed.Parameters],
            parameter => Assert.Equal(0, Configure(context, parameter)));
        Assert.NotEmpty(parsed.SuperblockFlags.Concat(parsed.Parameters));
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("iversion")]
    public void What_is_kept_from_fsconfig_it_would_refuse(string name)
    {
        using OwnedFd context = OpenTmpfs();

        Assert.Equal(-EINVAL, Configure(context, new MountParameter(name, null)));
    }

    private static OwnedFd NewTmpfs(ulong attributes)
    {
        using OwnedFd context = OpenTmpfs();
        Assert.Equal(0, Kernel.Call(SYS.fsconfig, context.Number, FSCONFIG_CMD_CREATE));
        nint mount = Kernel.Call(SYS.fsmount, context.Number, FSMOUNT_CLOEXEC, (nint)attributes);
        Assert.True(mount >= 0, $"fsmount(0x{attributes:x}) = {mount}");
        return new OwnedFd((int)mount);
    }

    private static unsafe OwnedFd OpenTmpfs()
    {
        fixed (byte* type = "tmpfs\0"u8)
            return new OwnedFd((int)Kernel.Call(SYS.fsopen, (nint)type, FSOPEN_CLOEXEC));
    }

    private static unsafe nint Configure(OwnedFd context, MountParameter parameter)
    {
        byte[] key = [.. System.Text.Encoding.UTF8.GetBytes(parameter.Key), 0];
        byte[] value = [.. System.Text.Encoding.UTF8.GetBytes(parameter.Value ?? ""), 0];
        fixed (byte* keyText = key, valueText = value)
        {
            return parameter.Value is null
                ? Kernel.Call(SYS.fsconfig, context.Number, FSCONFIG_SET_FLAG, (nint)keyText)
                : Kernel.Call(SYS.fsconfig, context.Number, FSCONFIG_SET_STRING, (nint)keyText, (nint)valueText);
        }
    }

    private static unsafe nint SetAttributes(OwnedFd mount, MountAttributes attributes)
    {
        var raw = new mount_attr { attr_set = attributes.Set, attr_clr = attributes.Clear };
        fixed (byte* empty = "\0"u8)
        {
            return Kernel.Call(
                SYS.mount_setattr, mount.Number, (nint)empty, AT_EMPTY_PATH | AT_RECURSIVE, (nint)(&raw),
                MOUNT_ATTR_SIZE_VER0);
        }
    }

    // statfs(2), f_flags: the mount's own flags, by their ST_* bits.
    private static unsafe ulong Flags(OwnedFd mount)
    {
        statfs status;
        Assert.Equal(0, Kernel.Call(SYS.fstatfs, mount.Number, (nint)(&status)));
        const ulong judged = 0x1 | 0x2 | 0x4 | 0x8 | 0x400 | 0x800 | 0x1000 | 0x2000;
        return (ulong)status.f_flags & judged;
    }

    private static ulong Flags(string names) => names.Split(',').Aggregate(0UL, (flags, name) => flags | name switch
    {
        "rw" => 0UL,
        "ro" => 0x1,
        "nosuid" => 0x2,
        "nodev" => 0x4,
        "noexec" => 0x8,
        "noatime" => 0x400,
        "nodiratime" => 0x800,
        "relatime" => 0x1000,
        "nosymfollow" => 0x2000,
        _ => throw new ArgumentException(name),
    });
}
