// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;

namespace Husk.Engine.Volumes;

/// <summary>
/// Options of the local driver: what mount(8) would be given, <c>type</c>, <c>device</c> and <c>o</c>.
/// </summary>
/// <remarks>
/// The file system is mounted in each container that has the volume, by the runtime; one in memory is the same in all
/// that run.
/// </remarks>
internal static class VolumeOptions
{
    /// <exception cref="EngineException">An option that is none, or too few of them.</exception>
    public static void Check(string name, IReadOnlyDictionary<string, string> options)
    {
        if (options.Keys.FirstOrDefault(key => key is not ("type" or "device" or "o")) is { } unknown)
            throw Invalid(name, $"invalid option: \"{unknown}\"");
        if (options.Count > 0 && options.GetValueOrDefault("device", "").Length == 0)
            throw Invalid(name, "missing required option: \"device\"");
        if (options.Count > 0 && options.GetValueOrDefault("type", "").Length == 0)
            throw Invalid(name, "missing required option: \"type\"");
    }

    /// <summary>Options of the mount, when the volume has any: <c>o</c> word by word.</summary>
    public static string[] Words(IReadOnlyDictionary<string, string> options) =>
        options.GetValueOrDefault("o", "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static EngineException Invalid(string name, string why) =>
        new(EngineFault.InvalidArgument, $"create {name}: {why}");
}
