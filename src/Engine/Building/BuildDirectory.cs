// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Husk.Engine.Containers;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Building;

/// <summary>
/// The files of one build that is under way, <c>builds/ID</c>: locked as long as it is, so that whoever finds one that
/// nobody locks may take it away.
/// </summary>
internal sealed class BuildDirectory : IDisposable
{
    private const string LockFile = "lock";
    private const string NamePrefix = "build-";
    private const string SandboxPrefix = "net-";

    private readonly OwnedFd _lock;

    private BuildDirectory(string path, OwnedFd locked)
    {
        Path = path;
        Id = System.IO.Path.GetFileName(path);
        _lock = locked;
    }

    /// <summary>Twelve digits.</summary>
    public string Id { get; }

    public string Path { get; }

    /// <summary>The steps of the build that had a container, by the name of their directory.</summary>
    public IEnumerable<string> Steps => Names("steps");

    /// <summary>The network namespaces that the build has made.</summary>
    public IEnumerable<string> Sandboxes
    {
        get
        {
            foreach (string name in Names(""))
            {
                if (name.StartsWith(SandboxPrefix, StringComparison.Ordinal))
                    yield return ContainerOf(name);
            }
        }
    }

    /// <summary>Makes one, and locks it.</summary>
    public static BuildDirectory Make(EnginePaths paths)
    {
        Directory.CreateDirectory(paths.Builds);
        At.Chmod(BorrowedFd.Cwd, paths.Builds, 0x1C9 /* 0711: containers walk through it */);
        using (OwnedFd builds = At.Open(BorrowedFd.Cwd, paths.Builds, O_RDONLY | O_DIRECTORY))
            Fd.SpreadDirectories(builds);
        while (true)
        {
            string path = $"{paths.Builds}/{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(6))}";
            At.MkdirIfMissing(BorrowedFd.Cwd, path, S_IRWXU | 0x9 /* 0711 */);
            // Null when somebody took it for a dead one's before it was locked.
            if (TryTake(path) is { } made)
                return made;
        }
    }

    /// <summary>Those of builds that were killed, each locked.</summary>
    public static IEnumerable<BuildDirectory> Dead(EnginePaths paths)
    {
        if (!Directory.Exists(paths.Builds))
            yield break;
        foreach (string path in Directory.GetDirectories(paths.Builds))
        {
            if (TryTake(path) is { } dead)
                yield return dead;
        }
    }

    /// <summary>The runtime's name for a step, and for a network namespace.</summary>
    public string ContainerOf(string step) => $"{NamePrefix}{Id}-{step}";

    /// <summary>Whether a network namespace is a build's, by its name.</summary>
    public static bool IsSandbox(string id) => id.StartsWith(NamePrefix, StringComparison.Ordinal);

    /// <summary>Writes down that a network namespace is made, and gives it its name.</summary>
    public string SandboxId(string number)
    {
        string name = SandboxPrefix + number;
        At.MkdirIfMissing(BorrowedFd.Cwd, $"{Path}/{name}", S_IRWXU);
        return ContainerOf(name);
    }

    /// <summary>A directory for what comes from elsewhere.</summary>
    public string Fetched() => Directory.CreateDirectory(Path + "/fetched").FullName;

    /// <summary>Takes it away with all that is in it.</summary>
    public void Remove() => At.RemoveTree(BorrowedFd.Cwd, Path);

    public void Dispose() => _lock.Dispose();

    private static BuildDirectory? TryTake(string path)
    {
        string file = string.Create(CultureInfo.InvariantCulture, $"{path}/{LockFile}");
        try
        {
            OwnedFd locked = At.Open(BorrowedFd.Cwd, file, O_RDWR | O_CREAT | O_NOFOLLOW, 0x180 /* 0600 */);
            // Its name may have gone since it was opened: then the lock is on nothing.
            if (Fd.TryLock(locked) && At.LinkStatIfThere(BorrowedFd.Cwd, file)?.Inode == Fd.Stat(locked).Inode)
                return new BuildDirectory(path, locked);
            locked.Dispose();
        }
        catch (SyscallException gone) when (gone.Errno is ENOENT or EROFS)
        {
            // Somebody else has taken it away, or nobody can.
        }

        return null;
    }

    private List<string> Names(string below)
    {
        var names = new List<string>();
        string path = below.Length == 0 ? Path : $"{Path}/{below}";
        if (Directory.Exists(path))
        {
            foreach (string directory in Directory.EnumerateDirectories(path))
                names.Add(System.IO.Path.GetFileName(directory));
        }

        return names;
    }
}
