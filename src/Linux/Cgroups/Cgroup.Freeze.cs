// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Text;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Cgroups;

public sealed partial class Cgroup
{
    /// <summary>
    /// How long a cgroup may take to freeze: a process that waits for a disk does not stop before it is answered.
    /// </summary>
    private static readonly TimeSpan FreezeLimit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Stops every process of the cgroup and waits until the last has stopped. By v2 where there is one, also beside
    /// v1: v1's freezer can be outrun by a process that forks, and keeps SIGKILL waiting.
    /// </summary>
    /// <param name="interrupt">A descriptor that ends the wait when it can be read, such as a signalfd; or
    /// none.</param>
    /// <exception cref="SyscallException">
    /// A process does not stop (ETIMEDOUT), or the wait was ended (EINTR): then all of them run again.
    /// </exception>
    public void Freeze(OwnedFd? interrupt = null)
    {
        bool frozen = false;
        try
        {
            frozen = Unified is { } unified ? FreezeUnified(unified, interrupt) : FreezeV1(NeedFreezer(), interrupt);
        }
        finally
        {
            if (!frozen)
                Thaw();
        }

        if (!frozen)
        {
            bool ended = interrupt is not null && Poll.UntilReadable(interrupt, TimeSpan.Zero);
            throw new SyscallException(
                $"ppoll({Strace.Quote(Main)}, frozen) /* some process does not stop, so all run on */",
                ended ? EINTR : ETIMEDOUT);
        }
    }

    /// <summary>Lets the processes run, whoever froze the cgroup; one that is gone has none.</summary>
    public void Thaw()
    {
        if (Unified is { } unified)
            CgroupFile.WriteIfThere(unified + "/cgroup.freeze", "0"u8);
        if (PathOf("freezer") is { } freezer)
            CgroupFile.WriteIfThere(freezer + "/freezer.state", "THAWED"u8);
    }

    /// <summary>
    /// Takes a process back that somebody has put into another cgroup of v1's freezer: frozen there, it would not end
    /// although it was killed, and comes to life here. Nothing happens where that cannot be.
    /// </summary>
    /// <remarks>Source: kernel/cgroup/legacy_freezer.c, freezer_attach.</remarks>
    public void Recall(int pid)
    {
        if (PathOf("freezer") is not { } freezer)
            return;
        try
        {
            byte[] number = Encoding.ASCII.GetBytes(pid.ToString(CultureInfo.InvariantCulture));
            At.Write(BorrowedFd.Cwd, freezer + "/cgroup.procs", number);
        }
        catch (SyscallException refused) when (refused.Errno is ESRCH or ENOENT or EACCES or EPERM)
        {
            // It has ended meanwhile, or is not the caller's to move.
        }
    }

    /// <summary>
    /// The state as this cgroup asked for it: thawed also when a parent is frozen, and when the cgroup is gone.
    /// </summary>
    public FreezerState State
    {
        get
        {
            FreezerState unified = Unified is { } path ? StateOfUnified(path) : FreezerState.Thawed;
            return unified == FreezerState.Thawed && PathOf("freezer") is { } freezer ? StateOfV1(freezer) : unified;
        }
    }

    /// <summary>The directory whose freezer stops the container's processes; null when this host has none.</summary>
    public string? FreezerDirectory => Unified ?? PathOf("freezer");

    private string NeedFreezer() => PathOf("freezer")
        ?? throw new SyscallException(
            $"openat(AT_FDCWD, {Strace.Quote(Main + "/freezer.state")}) "
            + "/* this host has no freezer cgroup controller */", ENOENT);

    private static bool FreezeUnified(string path, OwnedFd? interrupt)
    {
        At.Write(BorrowedFd.Cwd, path + "/cgroup.freeze", "1"u8);
        return CgroupEvents.WaitFor(path, "frozen 1"u8, FreezeLimit, interrupt);
    }

    /// <summary>
    /// FREEZING stays FREEZING until somebody looks: the kernel goes through the tasks again on each write, and on
    /// each read sees whether all have stopped. A task that was born meanwhile is caught only by another round.
    /// </summary>
    /// <remarks>Source: cgroup-v1/freezer-subsystem.rst; kernel/cgroup/legacy_freezer.c, update_if_frozen.</remarks>
    private static bool FreezeV1(string path, OwnedFd? interrupt)
    {
        long end = Environment.TickCount64 + (long)FreezeLimit.TotalMilliseconds;
        for (int round = 1; ; round++)
        {
            At.Write(BorrowedFd.Cwd, path + "/freezer.state", "FROZEN"u8);
            if (StateOfV1(path) == FreezerState.Frozen)
                return true;
            if (Environment.TickCount64 >= end)
                return false;
            // Now and then from the start: while half of it sleeps, the other half forks on.
            if (round % 64 == 0)
                At.Write(BorrowedFd.Cwd, path + "/freezer.state", "THAWED"u8);
            TimeSpan pause = TimeSpan.FromMicroseconds(Math.Min(round, 10) * 100);
            if (interrupt is null)
                Poll.Wait([], pause);
            else if (Poll.UntilReadable(interrupt, pause))
                return false;
        }
    }

    private static FreezerState StateOfUnified(string path)
    {
        if (CgroupFile.Read(path + "/cgroup.freeze") is null or "0")
            return FreezerState.Thawed;
        return CgroupEvents.Says(path, "frozen 1"u8) ? FreezerState.Frozen : FreezerState.Freezing;
    }

    private static FreezerState StateOfV1(string path)
    {
        // FROZEN is also said of a cgroup whose parent is frozen.
        if (CgroupFile.Read(path + "/freezer.self_freezing") is null or "0")
            return FreezerState.Thawed;
        return CgroupFile.Read(path + "/freezer.state") == "FROZEN" ? FreezerState.Frozen : FreezerState.Freezing;
    }

    /// <summary>Whether a directory of either version is frozen by itself.</summary>
    private static bool IsFrozen(string path) =>
        StateOfUnified(path) != FreezerState.Thawed || StateOfV1(path) != FreezerState.Thawed;
}
