// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Commands;

/// <summary>Names and flags that several commands have.</summary>
internal static class Names
{
    public const string FormatHelp =
        "Format output using a custom template:\n'table':            Print output in table format with column headers (default)\n"
        + "'table TEMPLATE':   Print output in table format using the given Go template\n'json':             Print in JSON format\n"
        + "'TEMPLATE':         Print output using the given Go template";

    public const string InspectFormatHelp =
        "Format output using a custom template:\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template";

    public static Platform? Platform(string? text) => text is null ? null : Husk.Oci.ImageSpec.Platform.Parse(text);
}
