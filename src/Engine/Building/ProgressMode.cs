// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Building;

/// <summary>How a build is told of.</summary>
public enum ProgressMode
{
    /// <summary>Not at all.</summary>
    Quiet,

    /// <summary>Lines.</summary>
    Plain,

    /// <summary>A tree on a terminal, drawn anew as it changes.</summary>
    Terminal,

    /// <summary>Lines of JSON, as BuildKit's.</summary>
    RawJson,
}
