// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Containers.Specs;

/// <summary>
/// All that a container's config.json is made of: what was asked for, and what of it only the host can tell.
/// </summary>
public sealed record SpecRequest
{
    public required Container Container { get; init; }

    public required HostFacts Host { get; init; }

    /// <summary>The image's root with the writable layer over it; absolute, or relative to the bundle.</summary>
    public required string RootfsPath { get; init; }

    /// <summary>What <see cref="UserResolver"/> made of <c>-u</c> and <c>--group-add</c>.</summary>
    public User User { get; init; } = new();

    /// <summary>
    /// The network namespace to join, <c>/run/husk/netns/ID</c> or <c>/proc/PID/ns/net</c>; null to let the runtime
    /// make one, unless the mode is <c>host</c>.
    /// </summary>
    public string? NetworkNamespace { get; init; }

    /// <summary>With <c>--ipc container:ID</c>, that one's <c>/proc/PID/ns/ipc</c>.</summary>
    public string? IpcNamespace { get; init; }

    /// <summary>With <c>--pid container:ID</c>, that one's <c>/proc/PID/ns/pid</c>.</summary>
    public string? PidNamespace { get; init; }

    /// <summary>
    /// A tmpfs on the host that is this container's /dev/shm: its own with <c>--ipc shareable</c>, the other one's with
    /// <c>--ipc container:ID</c>; null where the runtime makes one.
    /// </summary>
    public string? SharedMemory { get; init; }

    /// <summary>
    /// Files of the host that become /etc/hosts, /etc/hostname and /etc/resolv.conf; null leaves the image's.
    /// </summary>
    public string? HostsFile { get; init; }

    public string? HostnameFile { get; init; }

    public string? ResolvConfFile { get; init; }

    /// <summary>The program that <c>--init</c> puts before the container's.</summary>
    public string? InitProgram { get; init; }

    /// <summary>What <see cref="DeviceReader"/> found at the paths that HostConfig names.</summary>
    public HostDevices Devices { get; init; } = HostDevices.None;

    /// <summary>Variables that legacy links add, <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> LinkEnvironment { get; init; } = [];

    /// <summary>Rows and columns of the terminal, when they are known.</summary>
    public ConsoleSize? ConsoleSize { get; init; }
}
