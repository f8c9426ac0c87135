// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Linux;

/// <summary>
/// Starts programs by posix_spawn(3): no thread is made, and one in the middle of anything else is no danger, because
/// nothing but libc's own few calls runs between the clone and the execve(2) (vfork(2)). For what does not clone by
/// itself; <c>husk-oci</c> does.
/// </summary>
public static unsafe class Spawn
{
    /// <summary>
    /// Starts a program with the default action for every signal and none held back. Its cgroup is this process's.
    /// </summary>
    /// <exception cref="SyscallException">There is no such program or directory, or it may not be executed.</exception>
    public static SpawnedProcess Start(SpawnRequest request)
    {
        byte* room = stackalloc byte[PosixSpawn.Room * 2];
        void* attributes = room, actions = room + PosixSpawn.Room;
        var copies = new List<OwnedFd>();
        using var strings = new NativeStrings();
        Must(PosixSpawn.posix_spawnattr_init(attributes));
        Must(PosixSpawn.posix_spawn_file_actions_init(actions));
        try
        {
            SetSignalsAndSession(attributes, request.NewSession);
            if (request.Directory is { } directory)
                Must(PosixSpawn.posix_spawn_file_actions_addchdir_np(actions, strings.Add(directory)));
            SetFds(actions, request.Fds, copies);

            byte* program = strings.Add(request.Program);
            byte** arguments = strings.AddAll([request.Program, .. request.Arguments]);
            byte** environment = strings.AddAll(request.Environment ?? Inherited());
            int pid;
            int error = PosixSpawn.posix_spawn(&pid, program, actions, attributes, arguments, environment);
            return error == 0
                ? new SpawnedProcess(pid, PidFd.Open(pid))
                : throw new SyscallException($"posix_spawn({Strace.Quote(request.Program)})", error);
        }
        finally
        {
            PosixSpawn.posix_spawn_file_actions_destroy(actions);
            PosixSpawn.posix_spawnattr_destroy(attributes);
            foreach (OwnedFd copy in copies)
                copy.Dispose();
        }
    }

    // The managed runtime ignores SIGPIPE, and whoever reads a signalfd holds signals back: execve(2) keeps both.
    private static void SetSignalsAndSession(void* attributes, bool newSession)
    {
        byte* signals = stackalloc byte[PosixSpawn.Room];
        new Span<byte>(signals, PosixSpawn.Room).Clear();
        Must(PosixSpawn.posix_spawnattr_setsigmask(attributes, signals));
        new Span<byte>(signals, sizeof(ulong)).Fill(0xff);
        Must(PosixSpawn.posix_spawnattr_setsigdefault(attributes, signals));
        short session = newSession ? PosixSpawn.SetSession : (short)0;
        short flags = (short)(PosixSpawn.SetDefaultSignals | PosixSpawn.SetSignalMask | session);
        Must(PosixSpawn.posix_spawnattr_setflags(attributes, flags));
    }

    // The copies are made one after the other: a descriptor whose number is somebody's target moves out of the way
    // first. A dup2(2) onto itself would leave close-on-exec as it is (POSIX: and adddup2 of the same number takes it
    // off, since Issue 8; not in every libc), so what is to keep its number moves too.
    private static void SetFds(void* actions, IReadOnlyList<InheritedFd> fds, List<OwnedFd> copies)
    {
        int highest = 0;
        foreach (InheritedFd fd in fds)
            highest = Math.Max(highest, fd.As);
        foreach (InheritedFd fd in fds)
        {
            int source = fd.Number;
            if (source <= highest)
            {
                copies.Add(Fd.Duplicate(new BorrowedFd(source), highest + 1));
                source = copies[^1].Number;
            }

            Must(PosixSpawn.posix_spawn_file_actions_adddup2(actions, source, fd.As));
        }
    }

    private static List<string> Inherited()
    {
        var entries = new List<string>();
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
            entries.Add($"{entry.Key}={entry.Value}");
        return entries;
    }

    private static void Must(int error)
    {
        if (error != 0)
            throw new SyscallException("posix_spawn()", error);
    }
}
