// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;

namespace Husk.Runtime.Criu;

/// <summary>
/// The flags that `checkpoint` and `restore` share, paths already absolute: runc checkpoint(8), restore(8).
/// </summary>
internal record CriuFlags
{
    public required string Id { get; init; }

    /// <summary>The program, if it is not the `criu` of PATH.</summary>
    public string? Criu { get; init; }

    /// <summary>Where the images are, or are to be.</summary>
    public required string ImagePath { get; init; }

    /// <summary>Where CRIU's log goes; null for the images' directory.</summary>
    public string? WorkPath { get; init; }

    public bool TcpEstablished { get; init; }

    public bool ExternalUnixSockets { get; init; }

    public bool ShellJob { get; init; }

    public bool LazyPages { get; init; }

    public bool FileLocks { get; init; }

    public bool AutoDedup { get; init; }

    /// <summary>criu_cg_mode of rpc.proto; null for CRIU's own choice, which is soft.</summary>
    public int? ManageCgroupsMode { get; init; }

    /// <summary>
    /// CLONE_NEW* of namespaces whose content is not kept. Whoever made the network is to make it anew.
    /// </summary>
    public uint EmptyNamespaces { get; init; } = Abi.CLONE_NEWNET;
}
