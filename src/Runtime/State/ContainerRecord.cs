// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;
using Husk.Linux;
using Husk.Linux.Cgroups;

namespace Husk.Runtime.State;

/// <summary>
/// What is kept of a container while it exists: state.json. Its status is not kept, it is asked of the kernel.
/// </summary>
internal sealed record ContainerRecord
{
    /// <summary>The version of the file's format that this program writes, and the only one it reads.</summary>
    public const int FormatVersion = 2;

    /// <summary>The ociVersion of the container's config.json.</summary>
    public required string OciVersion { get; init; }

    public required string Id { get; init; }

    /// <summary>Absolute path of the bundle.</summary>
    public required string Bundle { get; init; }

    /// <summary>Absolute path of the root filesystem, as seen by the runtime.</summary>
    public required string Rootfs { get; init; }

    /// <summary>When the container was created: RFC 3339 with nanoseconds, UTC; see <see cref="Timestamp"/>.</summary>
    public required string Created { get; init; }

    /// <summary>
    /// Whether hooks are to be run after the container is deleted; they are in the frozen config.json.
    /// </summary>
    public required bool HasPoststop { get; init; }

    /// <summary>The container's first process; pid 0 until it has been cloned.</summary>
    public ProcessIdentity Init { get; init; }

    /// <summary>The process that is making the container; null once it is made.</summary>
    public ProcessIdentity? Creator { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The container's cgroup in each hierarchy: <see cref="Cgroup.Paths"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> CgroupPaths { get; init; } = [];

    /// <summary>Those directories of it that go with the container: <see cref="Cgroup.Made"/>.</summary>
    public IReadOnlyList<string> CgroupMade { get; init; } = [];

    /// <summary>The resctrl groups that each of its processes is in; none without `linux.intelRdt`.</summary>
    public IReadOnlyList<string> ResctrlGroups { get; init; } = [];

    /// <summary>Those of them that go with the container.</summary>
    public IReadOnlyList<string> ResctrlMade { get; init; } = [];

    /// <summary>The unit of systemd's that the cgroup is; null when it is a directory and no more.</summary>
    public string? SystemdUnit { get; init; }

    /// <summary>Whether that unit is one of the user's own systemd.</summary>
    public bool SystemdUser { get; init; }

    /// <summary>
    /// The namespaces of config.json by type: the path of one that was joined, nothing for one that was made. A type
    /// that is not here is the runtime's own.
    /// </summary>
    public IReadOnlyDictionary<string, string> Namespaces { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Who made the container: an effective uid.</summary>
    public uint Owner { get; init; }

    /// <summary>Whether the process has a terminal.</summary>
    public bool Terminal { get; init; }

    /// <summary>
    /// What its stdio was when it was made, a JSON list of three link targets of /proc/PID/fd: a process that closes
    /// one may have handed it on before. Empty with a terminal, which is its own.
    /// </summary>
    public string ExternalDescriptors { get; init; } = "";

    /// <summary>
    /// Where the container sees the socket that stands for its caller's NOTIFY_SOCKET; null when it has none.
    /// </summary>
    public string? NotifySocket { get; init; }

    /// <summary>
    /// The number of the mount that the root filesystem is on, where the container is going to be mounted over it in
    /// the runtime's own mount namespace; else null.
    /// </summary>
    public ulong? RootfsMount { get; init; }

    /// <summary>
    /// Whether the container has a pid namespace of its own, so that the end of its init process is the end of all its
    /// processes (pid_namespaces(7), "The namespace init process").
    /// </summary>
    public bool HasOwnPidNamespace => Namespaces.TryGetValue("pid", out string? path) && path.Length == 0;

    /// <summary>The container's cgroup; null when it has none, or none any more.</summary>
    public Cgroup? OpenCgroup()
    {
        foreach ((_, string path) in CgroupPaths)
        {
            if (At.Exists(BorrowedFd.Cwd, path))
                return Cgroup.Open(CgroupPaths, CgroupMade);
        }
        return null;
    }
}
