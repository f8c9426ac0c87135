// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands.Run;

/// <summary>The flags of <c>run</c> and <c>create</c>: docker's, with its letters.</summary>
internal static class RunFlags
{
    /// <summary>Those that make up a container.</summary>
    public static readonly Flag[] OfCreate =
    [
        .. ProcessFlags.All, .. SecurityFlags.All, .. NetworkFlags.All, .. StorageFlags.All, .. HealthFlags.All,
        .. ResourceFlags.All, .. NamespaceFlags.All,
        Text("name", "Name of the container"),
        Text("cidfile", "Write the container's ID to this file, which must not be there yet"),
        Text("platform", "Take the image for this platform: os/arch[/variant]"),
        Text("pull", "Pull the image before: \"always\", \"missing\" or \"never\" (default \"missing\")"),
        Switch("quiet", "Say nothing about the pull", 'q'),
        Switch("disable-content-trust", "Accepted for docker's sake: signatures are not looked at", byDefault: true),
    ];

    /// <summary>Those that only <c>run</c> has.</summary>
    public static readonly Flag[] OfRun =
    [
        .. OfCreate,
        Switch("detach", "Leave the container to itself and print its ID", 'd'),
        Text("detach-keys", "Keys that let go of the container (default \"ctrl-p,ctrl-q\")"),
        Switch("sig-proxy", "Pass received signals on to the process", byDefault: true),
    ];

    public static Flag Text(string name, string help, char letter = '\0', string value = "",
        Action<string>? check = null) =>
        new(name, letter, FlagKind.String, help, value) { Check = check };

    public static Flag Many(string name, string help, char letter = '\0', string value = "",
        Action<string>? check = null) =>
        new(name, letter, FlagKind.List, help, value) { Check = check };

    public static Flag Switch(string name, string help, char letter = '\0', bool byDefault = false) =>
        new(name, letter, FlagKind.Bool, help, Default: byDefault);

    public static Flag Number(string name, string help, char letter = '\0') => new(name, letter, FlagKind.Int64, help);

    public static Flag Bytes(string name, string help, char letter = '\0') =>
        Text(name, help, letter, "bytes", value => MemorySize.Parse(value));

    /// <summary>Another name of the same.</summary>
    public static Flag Alias(string name, Flag of) => of with { Name = name, Short = '\0', SameAs = of.Name };
}
