// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Bpf;

namespace Husk.Runtime.Cgroups;

/// <summary>What every container may do, whatever the configuration's own rules say: they come first.</summary>
/// <remarks>
/// Source: runtime-spec config-linux.md, "Default Devices", for the nodes; libcontainer/specconv/spec_linux.go of
/// runc for the rest, which people's images rely on: to make any node (a node is of no use without read or write),
/// and to use /dev/net/tun. /dev/console is not here: in the container it is a pseudo-terminal, and 5:1 would be the
/// host's console. A device of <c>linux.devices</c> gets its node but no right: those who ask for one add a rule.
/// </remarks>
internal static class DefaultDevices
{
    /// <summary>In place of a field of config.json.</summary>
    public const string Field = "default devices";

    public static ReadOnlySpan<DeviceAccessRule> Rules => Table;

    private static readonly DeviceAccessRule[] Table =
    [
        new(true, DeviceKind.Character, null, null, DeviceRights.Mknod),
        new(true, DeviceKind.Block, null, null, DeviceRights.Mknod),
        Character(1, 3), // null
        Character(1, 8), // random
        Character(1, 7), // full
        Character(5, 0), // tty
        Character(1, 5), // zero
        Character(1, 9), // urandom
        Character(136, null), // pts/*
        Character(5, 2), // ptmx
        Character(10, 200), // net/tun
    ];

    private static DeviceAccessRule Character(uint major, uint? minor) =>
        new(true, DeviceKind.Character, major, minor, DeviceRights.All);
}
