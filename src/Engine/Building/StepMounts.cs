// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using Husk.Build.Steps;
using Husk.Engine.Building.Agents;
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
internal sealed class StepMounts(string directory) : IDisposable
{
    private readonly List<AgentRelay> _relays = [];
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
        StepMount.Agent agent => Bind(mount, Relay(agent)),
        StepMount.Secret secret => Bind(mount, Write(secret)),
        _ => throw new InvalidOperationException(mount.GetType().Name),
    };

    /// <summary>Whether a file is mounted there, rather than a directory.</summary>
    public static bool IsFile(StepMount mount, MountPoint point) =>
        mount is StepMount.Secret or StepMount.Agent
        || (point.Type == "bind" && At.Stat(BorrowedFd.Cwd, point.Source).Type is not FileType.Directory);

    public void Dispose()
    {
        foreach (AgentRelay relay in _relays)
            relay.Dispose();
    }

    private string Relay(StepMount.Agent agent)
    {
        var relay = new AgentRelay(string.Create(CultureInfo.InvariantCulture, $"{directory}/agent-{_relays.Count}"),
            agent.Path, agent.Mode, agent.Uid, agent.Gid);
        _relays.Add(relay);
        return relay.Path;
    }

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

    private static string Resolve(string tree, string source) => TreePath.Resolve(tree, source)
        ?? throw new EngineException(
            EngineFault.NotFound, $"failed to calculate checksum of ref: \"/{source.Trim('/')}\": not found");

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
