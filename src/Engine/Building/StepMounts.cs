// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Text;
using Husk.Build.Steps;
using Husk.Linux;
using Husk.Linux.Mounts;
using static Husk.Linux.Syscalls.Abi;
using MountPoint = Husk.Engine.Containers.MountPoint;

namespace Husk.Engine.Building;

/// <summary>
/// Makes what the mounts of a step are made of, in the mount namespace of the calling thread, and says how the runtime
/// binds it into the container.
/// </summary>
/// <param name="directory">Of the step.</param>
internal sealed class StepMounts(string directory)
{
    private int _secrets;

    public MountPoint Prepare(StepMount mount) => mount switch
    {
        StepMount.Memory memory => new MountPoint
        {
            Type = "tmpfs",
            Destination = mount.Target,
            Options = memory.Size is { } size
                ? ["nosuid", "nodev", "mode=1777", "size=" + size.ToString(CultureInfo.InvariantCulture)]
                : ["nosuid", "nodev", "mode=1777"],
        },
        StepMount.Snapshot snapshot => OfSnapshot(snapshot),
        StepMount.Directory host => Bind(mount, Resolve(host.Path, host.Source)),
        StepMount.Socket socket => Bind(mount, socket.Path),
        StepMount.Secret secret => Bind(mount, Write(secret)),
        _ => throw new InvalidOperationException(mount.GetType().Name),
    };

    /// <summary>Whether a file is mounted there, rather than a directory.</summary>
    public static bool IsFile(StepMount mount, MountPoint point) =>
        mount is StepMount.Secret or StepMount.Socket
        || (point.Type == "bind" && At.Stat(BorrowedFd.Cwd, point.Source).Type is not FileType.Directory);

    private static MountPoint OfSnapshot(StepMount.Snapshot mount)
    {
        mount.Files.Mount();
        return Bind(mount, Resolve(mount.Files.MergedPath, mount.Source));
    }

    private static MountPoint Bind(StepMount mount, string source) => new()
    {
        Type = "bind",
        Source = source,
        Destination = mount.Target,
        RW = !mount.IsReadOnly,
        Options = ["rbind", mount.IsReadOnly ? "ro" : "rw", "rprivate"],
    };

    /// <summary>The path that a path in a tree has here, once its links are followed inside the tree.</summary>
    private static string Resolve(string tree, string source)
    {
        using OwnedFd top = At.Open(BorrowedFd.Cwd, tree, O_PATH | O_DIRECTORY);
        string path = source.Trim('/');
        nint found = At.OpenAt2(top, path.Length == 0 ? "." : path, O_PATH, RESOLVE_IN_ROOT);
        if (found is -ENOENT or -ENOTDIR)
            throw new EngineException(EngineFault.NotFound, $"failed to calculate checksum of ref: \"/{path}\": not found");
        if (found < 0)
            throw new SyscallException($"openat2({Strace.Descriptor(top)}, {Strace.Quote(path)})", (int)-found);
        using var file = new OwnedFd((int)found);
        return Encoding.UTF8.GetString(At.ReadLink(BorrowedFd.Cwd, MountPointPath(file)));
    }

    private static string MountPointPath(OwnedFd file) => Linux.Mounts.MountPoint.ProcPath(file);

    // In memory that nobody outside of this namespace sees, and that is gone with it.
    private string Write(StepMount.Secret secret)
    {
        string place = directory + "/secrets";
        if (_secrets++ == 0)
        {
            At.MkdirIfMissing(BorrowedFd.Cwd, place, S_IRWXU);
            using FileSystemContext memory = FileSystemContext.Open("tmpfs");
            using OwnedFd mount = memory.Mount(0);
            using OwnedFd at = At.Open(BorrowedFd.Cwd, place, O_PATH | O_DIRECTORY);
            Linux.Mounts.MountPoint.Attach(mount, at);
        }

        string path = string.Create(CultureInfo.InvariantCulture, $"{place}/{_secrets}");
        using OwnedFd file = At.Open(BorrowedFd.Cwd, path, O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
        Fd.WriteAll(file, secret.Content);
        Fd.Chown(file, secret.Uid, secret.Gid);
        Fd.Chmod(file, secret.Mode);
        return path;
    }
}
