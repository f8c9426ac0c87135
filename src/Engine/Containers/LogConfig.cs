// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Containers;

/// <summary>Where output goes.</summary>
public sealed record LogConfig
{
    public string Type { get; init; } = "json-file";

    public IReadOnlyDictionary<string, string> Config { get; init; } = new Dictionary<string, string>();
}
