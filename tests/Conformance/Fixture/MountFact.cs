// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using System.Text.Json.Nodes;

namespace Husk.Conformance.Fixture;

/// <summary>A line of /proc/self/mountinfo (proc_pid_mountinfo(5)).</summary>
internal sealed class MountFact(JsonObject json)
{
    public string Point { get; } = (string)json["point"]!;

    /// <summary>The directory of the file system that is the root of this mount.</summary>
    public string Root { get; } = (string)json["root"]!;

    public string Device { get; } = (string)json["device"]!;

    public string Type { get; } = (string)json["type"]!;

    public string Source { get; } = (string)json["source"]!;

    /// <summary>Of the mount: ro, nosuid, relatime ...</summary>
    public string[] Options { get; } = Strings(json["options"]);

    /// <summary>Of the file system: ro, size=, mode= ...</summary>
    public string[] SuperOptions { get; } = Strings(json["superOptions"]);

    /// <summary>`shared:N`, `master:N`, `unbindable`; none for a private mount.</summary>
    public string[] Propagation { get; } = Strings(json["propagation"]);

    public bool Has(string option) => Options.Contains(option);

    private static string[] Strings(JsonNode? array) => [.. array!.AsArray().Select(value => (string)value!)];
}
