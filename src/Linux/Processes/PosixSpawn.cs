// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace Husk.Linux;

/// <summary>spawn.h, as far as <see cref="Spawn"/> needs it: posix_spawn(3), POSIX.1-2017 and glibc 2.29.</summary>
internal static unsafe partial class PosixSpawn
{
    /// <summary>
    /// Room for a posix_spawnattr_t (336 bytes in glibc and musl), a posix_spawn_file_actions_t (80) or a sigset_t
    /// (128).
    /// </summary>
    public const int Room = 512;

    public const short SetDefaultSignals = 0x04;
    public const short SetSignalMask = 0x08;
    public const short SetSession = 0x80;

    [DllImport("libc", ExactSpelling = true)]
    public static extern int posix_spawn(
        int* pid, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);

    [DllImport("libc", ExactSpelling = true)]
    public static extern int posix_spawnattr_init(void* attributes);

    [DllImport("libc", ExactSpelling = true)]
    public static extern int posix_spawnattr_destroy(void* attributes);

    [DllImport("libc", ExactSpelling = true)]
    public static extern int posix_spawnattr_setflags(void* attributes, short flags);

    [DllImport("libc", ExactSpelling = true)]
    public static extern int posix_spawnattr_setsigdefault(void* attributes, void* signals);

    [DllImport("libc", ExactSpelling = true)]
    public static extern int posix_spawnattr_setsigmask(void* attributes, void* signals);

    [DllImport("libc", ExactSpelling = true)]
    public static extern int posix_spawn_file_actions_init(void* actions);

    [DllImport("libc", ExactSpelling = true)]
    public static extern int posix_spawn_file_actions_destroy(void* actions);

    [DllImport("libc", ExactSpelling = true)]
    public static extern int posix_spawn_file_actions_adddup2(void* actions, int number, int newNumber);

    [DllImport("libc", ExactSpelling = true)]
    public static extern int posix_spawn_file_actions_addchdir_np(void* actions, byte* path);
}
