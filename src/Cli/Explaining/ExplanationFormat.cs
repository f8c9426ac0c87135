// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Husk.Cli.CommandLine;
using Husk.Engine;

namespace Husk.Cli.Explaining;

/// <summary>In which form an explanation is given, and where to.</summary>
internal static class ExplanationFormat
{
    public static readonly Flag[] Flags =
    [
        new("format", '\0', FlagKind.String,
            "Explain as \"text\", \"json\" or \"html\" (one page that needs nothing else)") { Check = Check },
        new("output", 'o', FlagKind.String, "Write to this file instead of standard output", "file"),
    ];

    /// <param name="call">The command line, with these flags.</param>
    /// <param name="document">What is explained.</param>
    /// <param name="type">How it is JSON.</param>
    /// <param name="text">How it is text.</param>
    /// <param name="html">How it is a page.</param>
    public static int Write<T>(
        Invocation call, T document, JsonTypeInfo<T> type, Func<T, string> text, Func<T, string> html) =>
        Write(call, call.Flags.String("format") switch
        {
            "json" => JsonSerializer.Serialize(document, type) + "\n",
            "html" => html(document),
            _ => text(document),
        });

    /// <summary>A text, to where it was asked for.</summary>
    public static int Write(Invocation call, string content)
    {
        if (call.Flags.String("output") is { Length: > 0 } path)
        {
            try
            {
                File.WriteAllText(path, content);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new EngineException(EngineFault.InvalidArgument, $"open {path}: {e.Message}");
            }
        }
        else
        {
            call.Streams.Out.Write(content);
        }

        return 0;
    }

    private static void Check(string format)
    {
        if (format is not ("text" or "json" or "html"))
            throw new FormatException($"invalid format '{format}': must be one of \"text\", \"json\" or \"html\"");
    }
}
