// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Lifecycle;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Criu;

/// <summary>
/// Namespaces that a container joined: they are somebody else's to keep, and to have ready again at a restore. Source:
/// criu.org, "External net namespaces", whose keys are as in runc.
/// </summary>
internal sealed class ExternalNamespaces : IDisposable
{
    private readonly List<OwnedFd> _open = [];

    /// <summary>Descriptors that CRIU needs under their numbers.</summary>
    public IReadOnlyList<int> Fds => _open.ConvertAll(fd => fd.Number);

    /// <summary>At a dump: named by their inodes.</summary>
    public static void Leave(CriuOptions options, LinuxSpec linux)
    {
        foreach ((_, int flag, string path) in NamespaceSet.Of(linux).Paths)
        {
            if (KeyOf(flag) is var (type, key))
            {
                options.External($"{type}[{At.Stat(BorrowedFd.Cwd, path).Inode}]:{key}");
            }
        }
    }

    /// <summary>At a restore: named by descriptors, or for those that CRIU joins by itself by their paths.</summary>
    /// <exception cref="LifecycleException">One that CRIU cannot join.</exception>
    public static ExternalNamespaces Join(CriuOptions options, LinuxSpec linux)
    {
        var namespaces = new ExternalNamespaces();
        foreach ((string type, int flag, string path) in NamespaceSet.Of(linux).Paths)
        {
            if (KeyOf(flag) is var (_, key))
            {
                OwnedFd fd = At.Open(BorrowedFd.Cwd, path, O_RDONLY);
                namespaces._open.Add(fd);
                options.InheritFd(key, fd.Number);
            }
            else if (flag is CLONE_NEWCGROUP or CLONE_NEWTIME)
            {
                namespaces.Dispose();
                throw new LifecycleException($"linux.namespaces: CRIU cannot restore into the {type} namespace {path}");
            }
            else
            {
                options.JoinNamespace(FileOf(flag), path);
            }
        }

        return namespaces;
    }

    public void Dispose() => _open.ForEach(fd => fd.Dispose());

    private static (string Type, string Key)? KeyOf(int flag) => flag switch
    {
        CLONE_NEWNET => ("net", "extRootNetNS"),
        CLONE_NEWPID => ("pid", "extRootPidNS"),
        _ => null,
    };

    private static string FileOf(int flag) => Array.Find(NamespaceSet.Known, known => known.Flag == flag).File;
}
