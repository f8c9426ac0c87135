// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Husk.Linux;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Resctrl;

/// <summary>
/// A container's share of caches and memory bandwidth: a directory of the resctrl file system, and one in it that
/// counts what the container uses (runtime-spec config-linux.md, IntelRdt).
/// </summary>
/// <param name="Root">Where resctrl is mounted.</param>
/// <param name="Directory">The group; the root itself is the group of whoever is in no other.</param>
/// <param name="Monitor">The directory that counts, if it is wanted.</param>
/// <param name="IsNamed">
/// Whether the configuration names the group, which is then not the container's to remove.
/// </param>
internal sealed record ResctrlGroup(string Root, string Directory, string? Monitor, bool IsNamed)
{
    private const string Path = "$.linux.intelRdt";
    private const uint DirectoryMode = 0x1ED; // 0755
    private const uint FileMode = 0x180; // 0600

    /// <summary>The group of a container; null unless the configuration asks for one.</summary>
    /// <exception cref="SpecException">There is no resctrl file system.</exception>
    public static ResctrlGroup? Of(IntelRdt? rdt, string id) => rdt is null ? null : In(ResctrlMount.Find(), rdt, id);

    /// <summary>As <see cref="Of"/>, below any directory.</summary>
    public static ResctrlGroup In(string root, IntelRdt rdt, string id)
    {
        string name = rdt.ClosId.Length == 0 ? id : rdt.ClosId;
        string directory = name == "/" ? root : $"{root}/{name}";
        string? monitor = rdt.EnableMonitoring ? $"{directory}/mon_groups/{id}" : null;
        return new ResctrlGroup(root, directory, monitor, IsNamed: rdt.ClosId.Length > 0);
    }

    /// <summary>A group that is there, by what a container's record says of it: <see cref="Directories"/>.</summary>
    public static ResctrlGroup Open(IReadOnlyList<string> directories) =>
        new(ResctrlMount.Find(), directories[0], directories.Count > 1 ? directories[1] : null, IsNamed: true);

    /// <summary>What a process enters: <see cref="Enter"/>.</summary>
    public IReadOnlyList<string> Directories => Monitor is null ? [Directory] : [Directory, Monitor];

    /// <summary>What <see cref="Make"/> is going to make; to be written down before.</summary>
    public IReadOnlyList<string> ToMake() => [.. Directories.Where(each => !At.Exists(BorrowedFd.Cwd, each))];

    /// <summary>Of what was made, that which is removed with the container.</summary>
    public IReadOnlyList<string> OwnOf(IReadOnlyList<string> made) =>
        [.. made.Where(each => each == Monitor || !IsNamed)];

    /// <summary>Makes what is missing, and says how much of what the group may use.</summary>
    /// <exception cref="SpecException">
    /// A group that is there has another share, or one that has to be there is not.
    /// </exception>
    public void Make(IntelRdt rdt)
    {
        bool isThere = At.Exists(BorrowedFd.Cwd, Directory);
        string[] compared = Array.FindAll([rdt.L3CacheSchema, rdt.MemBwSchema], line => line.Length > 0);
        if (!isThere && IsNamed && compared.Length + rdt.Schemata.Length == 0)
        {
            throw SpecException.At(
                Path + ".closID", $"{Directory} does not exist: it has to be made first, or given a schema");
        }

        if (isThere && compared.Length > 0)
            Compare(compared);
        foreach (string directory in Directories)
            Try(() => At.MkdirIfMissing(BorrowedFd.Cwd, directory, DirectoryMode));
        SetShare([.. compared, .. rdt.Schemata]);
    }

    /// <summary>Changes the share: lines such as <c>MB:0=20;1=70</c>. No lines, no change.</summary>
    public void SetShare(IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
            Try(() => Write(Directory + "/schemata", string.Concat(lines.Select(line => line + "\n"))));
    }

    /// <summary>Puts a process into groups; its children follow.</summary>
    public static void Enter(IReadOnlyList<string> directories, int pid)
    {
        foreach (string directory in directories)
            Write(directory + "/tasks", pid.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Removes directories, the last of them first; with a group goes what counts in it.</summary>
    public static void Remove(IReadOnlyList<string> directories)
    {
        foreach (string directory in directories.Reverse())
        {
            if (At.Exists(BorrowedFd.Cwd, directory))
                At.Rmdir(BorrowedFd.Cwd, directory);
        }
    }

    private void Compare(string[] lines)
    {
        string file = Encoding.UTF8.GetString(At.ReadAll(BorrowedFd.Cwd, Directory + "/schemata"));
        string? other = Array.Find(lines, line => !Schemata.Holds(line, file));
        if (other is not null)
            throw SpecException.At(Path, $"{Directory} exists, and its schemata are not {other}");
    }

    /// <summary>The kernel says in a file of its own what it did not like (resctrl.rst, last_cmd_status).</summary>
    private void Try(Action change)
    {
        try
        {
            change();
        }
        catch (SyscallException e)
        {
            byte[]? status = At.ReadAllIfThere(BorrowedFd.Cwd, Root + "/info/last_cmd_status");
            string said = Encoding.UTF8.GetString(status ?? []).Trim();
            throw said.Length == 0 ? e : new SyscallException($"{e.Call} /* {said} */", e.Errno);
        }
    }

    /// <summary>
    /// O_CREAT is for a directory that stands for resctrl, where nobody makes files; there it changes nothing.
    /// </summary>
    private static void Write(string file, string value)
    {
        using OwnedFd open = At.Open(BorrowedFd.Cwd, file, O_WRONLY | O_CREAT | O_TRUNC, FileMode);
        Fd.WriteOnce(open, Encoding.UTF8.GetBytes(value));
    }
}
