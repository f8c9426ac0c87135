// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Init;

/// <summary>The maps of a new user namespace, written from outside (user_namespaces(7)).</summary>
internal static class IdMaps
{
    public static void Write(int pid, LinuxSpec linux)
    {
        Write(pid, "uid_map", "newuidmap", linux.UidMappings);
        if (IsOwnGroupAlone(linux.GidMappings))
        {
            // Who could drop a group could reach what is denied to its members (CVE-2014-8989): the kernel maps a
            // user's group only when nobody in the namespace can.
            At.Write(BorrowedFd.Cwd, $"/proc/{pid}/setgroups", "deny"u8);
        }

        Write(pid, "gid_map", "newgidmap", linux.GidMappings);
    }

    private static bool IsOwnGroupAlone(IdMapping[] maps) =>
        Kernel.Call(SYS.geteuid) != 0 && maps.Length == 1 && maps[0].Size == 1
            && maps[0].HostId == (uint)Kernel.Call(SYS.getegid);

    private static void Write(int pid, string file, string program, IdMapping[] maps)
    {
        try
        {
            At.Write(BorrowedFd.Cwd, $"/proc/{pid}/{file}", Text(maps));
        }
        catch (SyscallException e) when (e.Errno == Abi.EPERM && Kernel.Call(SYS.geteuid) != 0)
        {
            // An ordinary user maps themself alone; more than that is for a program that looks into /etc/subuid.
            Run(program, pid, maps);
        }
    }

    private static void Run(string program, int pid, IdMapping[] maps)
    {
        string path = SearchPath.Find(program)
            ?? throw new LifecycleException(
                $"{program} is not in PATH: install it (package uidmap), or map nobody but yourself");
        var args = new List<string> { program, pid.ToString(CultureInfo.InvariantCulture) };
        args.AddRange(
            Encoding.ASCII.GetString(Text(maps)).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        HookSetting here = HookSetting.OfRuntime(new Dictionary<string, string>(), 0);
        HookProcess.Run(program, new Hook { Path = path, Args = [.. args] }, [], here, Interrupts.None);
    }

    /// <summary>`first inside, first outside, how many`, a line each: one write, as the file takes no second.</summary>
    internal static byte[] Text(IdMapping[] mappings)
    {
        var text = new StringBuilder();
        foreach (IdMapping mapping in mappings)
        {
            text.Append(CultureInfo.InvariantCulture, $"{mapping.ContainerId} {mapping.HostId} {mapping.Size}\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
