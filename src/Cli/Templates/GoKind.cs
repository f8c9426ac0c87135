// SPDX-License-Identifier: Apache-2.0
namespace Husk.Cli.Templates;

/// <summary>What templates tell apart (pkg.go.dev/reflect, Kind; and two types of Go's library that print as words).</summary>
internal enum GoKind
{
    Text,
    Number,
    Truth,

    /// <summary><c>time.Time</c>, in the JSON a text.</summary>
    Time,

    /// <summary><c>time.Duration</c>, in the JSON nanoseconds.</summary>
    Duration,
    Pointer,
    Structure,
    List,
    Map,

    /// <summary>A map whose keys are <c>nat.Port</c>: no text is one, so a template cannot look one up and works on the
    /// JSON.</summary>
    PortMap,

    /// <summary><c>interface{}</c>: what the JSON says.</summary>
    Any,
}
