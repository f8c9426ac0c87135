// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using Husk.Linux;
using Husk.Linux.Seccomp;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;
using Profile = Husk.Oci.RuntimeSpec.Seccomp;

namespace Husk.Runtime.Seccomp;

/// <summary>
/// Compiled filters kept in a directory, one file per profile, for all processes of one user. Compiling docker's
/// default profile for three architectures takes 20 ms, reading it back 0.16 ms, and the same few profiles are used
/// again and again.
/// </summary>
/// <remarks>
/// The cache only ever saves time: whatever is wrong with the directory or a file in it, the profile is compiled. The
/// directory must be the caller's own and nobody else's to write, or it is not used: who can write a filter there
/// decides what a container may do.
/// </remarks>
/// <param name="directory">Made when it is missing (not its parents), mode 0700.</param>
internal sealed class SeccompCache(string directory)
{
    /// <summary>How many filters are kept: the newest.</summary>
    internal const int Capacity = 64;

    internal const string Suffix = ".bpf";

    /// <summary>A temporary file this old was left by a writer that died.</summary>
    private const int LeftOverAfterSeconds = 60;

    /// <inheritdoc cref="SeccompCompiler.Compile"/>
    internal CompiledSeccomp? Compile(Profile profile)
    {
        if (SeccompCompiler.IsEmpty(profile))
            return null;
        CompiledSeccomp compiled = SeccompCompiler.WithoutFilter(profile);
        using OwnedFd? entries = Open();
        if (entries is null)
            return compiled with { Filter = SeccompCompiler.CompileFilter(profile) };

        byte[] key = SeccompCacheKey.Of(profile, SeccompLibrary.Load());
        string name = SeccompCacheKey.FileName(key);
        return compiled with { Filter = Find(entries, name, key) ?? CompileAndKeep(entries, name, key, profile) };
    }

    private OwnedFd? Open()
    {
        try
        {
            At.MkdirIfMissing(BorrowedFd.Cwd, directory, 0x1C0 /* 0700 */);
            OwnedFd entries = At.Open(BorrowedFd.Cwd, directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
            FileStatus status = Fd.Stat(entries);
            if (status.Uid == (uint)Kernel.Call(SYS.geteuid) && (status.Mode & (S_IWGRP | S_IWOTH)) == 0)
                return entries;
            entries.Dispose();
            return null;
        }
        catch (SyscallException)
        {
            return null;
        }
    }

    private static byte[]? Find(BorrowedFd entries, string name, ReadOnlySpan<byte> key)
    {
        try
        {
            byte[]? entry = At.ReadAllIfThere(entries, name, SeccompCacheEntry.Limit);
            return entry is null ? null : SeccompCacheEntry.Read(entry, key);
        }
        catch (SyscallException)
        {
            return null;
        }
    }

    private static byte[] CompileAndKeep(BorrowedFd entries, string name, ReadOnlySpan<byte> key, Profile profile)
    {
        byte[] filter = SeccompCompiler.CompileFilter(profile);
        try
        {
            At.AtomicWrite(entries, name, SeccompCacheEntry.Write(key, filter), 0x180 /* 0600 */);
            Prune(entries);
        }
        catch (SyscallException)
        {
            // A full or read-only file system: the next container compiles again.
        }

        return filter;
    }

    /// <summary>Removes the oldest files beyond the capacity, and what writers that died left behind.</summary>
    private static void Prune(BorrowedFd entries)
    {
        var kept = new List<((long, uint) Modified, string Name)>();
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        foreach (DirectoryEntry entry in Fd.ReadDirectory(entries))
        {
            // Null: gone by now, as another process prunes as well.
            if (At.LinkStatIfThere(entries, entry.Name) is not { Type: FileType.Regular } status)
                continue;
            string name = Encoding.UTF8.GetString(entry.Name);
            bool isOld = now - status.Modified.Seconds > LeftOverAfterSeconds;
            if (name.EndsWith(Suffix, StringComparison.Ordinal))
                kept.Add((status.Modified, name));
            else if (isOld && name.StartsWith(At.TemporaryPrefix, StringComparison.Ordinal))
                At.UnlinkIfThere(entries, name);
        }

        kept.Sort((one, other) => other.Modified.CompareTo(one.Modified));
        for (int i = Capacity; i < kept.Count; i++)
            At.UnlinkIfThere(entries, kept[i].Name);
    }
}
