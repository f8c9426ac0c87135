// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;

namespace Husk.Cli.Templates;

/// <summary>
/// Fields that docker's JSON leaves out when they are empty (<c>omitempty</c> in moby's api/types/container): its
/// templates work on the Go value, which has them all the same.
/// </summary>
internal static class OmittedFields
{
    /// <param name="map">What has no such field.</param>
    /// <param name="field">Its name.</param>
    /// <param name="empty">What Go has there.</param>
    public static bool TryGet(JsonObject map, string field, out object? empty)
    {
        string of = map.Parent is JsonObject ? map.GetPropertyName() : "";
        (bool known, empty) = (of, field) switch
        {
            ("", "SizeRw" or "SizeRootFs") or ("State", "Health") or ("Config", "Healthcheck" or "StopTimeout")
                or ("HostConfig", "Init") => (true, NilPointer.Of(field)),
            ("Config", "ExposedPorts")
                or ("HostConfig", "Annotations" or "StorageOpt" or "Sysctls" or "Tmpfs") => (true, NilMap.Instance),
            ("Config", "Shell") or ("HostConfig", "Mounts") => (true, null),
            ("Config", "StopSignal" or "MacAddress") => (true, ""),
            ("Config", "ArgsEscaped" or "NetworkDisabled") => (true, false),
            ("HostConfig", "KernelMemory" or "KernelMemoryTCP") => (true, 0L),
            _ => (false, (object?)null),
        };
        return known;
    }
}
