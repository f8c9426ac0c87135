// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Threading;
using Husk.Engine.Containers;
using Husk.Linux;
using Husk.Linux.Mounts;
using static Husk.Linux.Syscalls.Abi;
using KernelMount = Husk.Linux.Mounts.MountPoint;

namespace Husk.Engine.Explaining;

/// <summary>
/// Husk's own directories as they are, in a mount namespace where all that is written to them is in memory: what is
/// done there by the code that does it in earnest leaves nothing behind, however it ends.
/// </summary>
/// <remarks>
/// A thread of its own stands in the namespace, and ends with it. The images are the real ones, since nobody writes to
/// them; layers are in memory but for those that are unpacked already, which are bound in one by one: a writable
/// overlay would not take their whiteouts (fs/overlayfs/dir.c, ovl_mknod).
/// </remarks>
internal static class Rehearsal
{
    private static readonly string[] Overlaid = ["containers", "networks", "volumes"];

    /// <param name="paths">Where everything is. Its root must be there.</param>
    /// <param name="chains">Names of the layers that are wanted, below <c>layers</c>.</param>
    /// <param name="act">Called in the namespace; must not leave its thread.</param>
    public static T Of<T>(EnginePaths paths, IEnumerable<string> chains, Func<T> act)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using PrivateMountNamespace mounts = PrivateMountNamespace.Enter();
                Cover(paths, chains);
                result = act();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        })
        { Name = "rehearsal" };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }

    private static void Cover(EnginePaths paths, IEnumerable<string> chains)
    {
        using OwnedFd real = Open(paths.Root);
        KernelMount.Mount("tmpfs", real, "mode=0711", 0);
        using OwnedFd root = Open(paths.Root);
        foreach (string name in Overlaid)
        {
            At.Mkdir(root, name, S_IRWXU);
            if (At.OpenIfThere(real, name, O_PATH | O_DIRECTORY) is { } below)
            {
                using (below)
                    Overlay($"{paths.Root}/.{name}", below, $"{paths.Root}/{name}");
            }
        }

        BindIfThere(real, "images", root);
        At.Mkdir(root, "layers", 0x1C9 /* 0711 */);
        foreach (string chain in chains)
            BindIfThere(real, "layers/" + chain, root);
        if (At.OpenIfThere(BorrowedFd.Cwd, paths.Run, O_PATH | O_DIRECTORY) is { } run)
        {
            using (run)
                Overlay(paths.Root + "/.run", run, paths.Run);
        }
    }

    private static void BindIfThere(OwnedFd real, string name, OwnedFd root)
    {
        using OwnedFd? source = At.OpenIfThere(real, name, O_PATH | O_DIRECTORY);
        if (source is null)
            return;
        At.MkdirIfMissing(root, name, S_IRWXU);
        using OwnedFd target = At.Open(root, name, O_PATH | O_DIRECTORY);
        KernelMount.Bind(source, target);
    }

    private static void Overlay(string memory, OwnedFd below, string target)
    {
        string upper = memory + "/upper", work = memory + "/work";
        Directory.CreateDirectory(upper);
        Directory.CreateDirectory(work);
        using OwnedFd place = Open(target);
        KernelMount.Mount(
            "overlay", place, $"lowerdir={KernelMount.ProcPath(below)},upperdir={upper},workdir={work}", 0);
    }

    private static OwnedFd Open(string path) => At.Open(BorrowedFd.Cwd, path, O_PATH | O_DIRECTORY);
}
