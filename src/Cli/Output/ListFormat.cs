// SPDX-License-Identifier: Apache-2.0
using Husk.Cli.CommandLine;

namespace Husk.Cli.Output;

/// <summary>How a list looks where it is no table of docker's own columns.</summary>
/// <param name="Setting">The member of docker's config.json that says it where --format does not; empty for none.</param>
/// <param name="Raw">What <c>--format raw</c> stands for: a template of lines, one a field; empty for nothing.</param>
/// <param name="RawName">The same with --quiet.</param>
internal sealed record ListFormat(string Setting, string Raw = "", string RawName = "")
{
    /// <summary>What the list is written by; null for the table.</summary>
    public string? Of(Invocation call)
    {
        // Without a format --quiet is names alone, whatever config.json says (docker/cli, image/list.go and others).
        bool quiet = call.Flags.Bool("quiet");
        string? format = call.Flags.String("format") is { Length: > 0 } given ? given
            : quiet || Setting.Length == 0 ? null
            : call.Images.Setting(Setting);
        return format == "raw" && Raw.Length > 0 ? quiet ? RawName : Raw : format;
    }
}
