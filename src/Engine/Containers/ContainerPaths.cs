// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace Husk.Engine.Containers;

/// <summary>The places of one container.</summary>
/// <param name="Directory">Everything of it that stays.</param>
/// <param name="Socket">Where its monitor listens.</param>
/// <param name="NetworkNamespace">Its network namespace, while it has one with a name.</param>
public readonly record struct ContainerPaths(string Directory, string Socket, string NetworkNamespace)
{
    public const string ConfigName = "container.json";
    public const string StateName = "state.json";
    public const string LockName = "lock";

    public string Config => $"{Directory}/{ConfigName}";

    public string State => $"{Directory}/{StateName}";

    /// <summary>flock(2): whoever changes the container.</summary>
    public string Lock => $"{Directory}/{LockName}";

    /// <summary>flock(2): the monitor, as long as it lives.</summary>
    public string MonitorLock => Directory + "/monitor.lock";

    public string MonitorOrder => Directory + "/monitor.json";

    public string Log => Directory + "/log.json";

    /// <summary>There for a container that goes at its end.</summary>
    public string AutoRemove => Directory + "/autoremove";

    public string Hosts => Directory + "/hosts";

    public string Hostname => Directory + "/hostname";

    public string ResolvConf => Directory + "/resolv.conf";

    public string Bundle => Directory + "/bundle";

    public string Spec => Directory + "/bundle/config.json";

    /// <summary>The process that looks whether the container is well.</summary>
    public string HealthProcess => Directory + "/bundle/health.json";

    public string PidFile => Directory + "/bundle/pid";

    /// <summary>/dev/shm of a container that shares it, while it is mounted.</summary>
    public string SharedMemory => Directory + "/shm";

    /// <summary>What is made for one of its mounts, by its place among them.</summary>
    public string Part(int mount) => string.Create(CultureInfo.InvariantCulture, $"{Directory}/parts/{mount}");

    /// <summary>Where the runtime finds it.</summary>
    public string PlaceOfPart(int mount) => Part(mount) + "/part";

    /// <summary>The root file system, while it is mounted.</summary>
    public string Merged => Directory + "/merged";
}
