// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;

namespace Husk.Cli.Commands;

/// <summary>
/// `context`: docker's names of the daemons that its client speaks to. There is no daemon, and so one context.
/// </summary>
internal static class ContextCommand
{
    public const string Default = "default";

    public static readonly Command ListRow = new(["context ls", "context list"], "", "List contexts")
    {
        Flags =
        [
            new("format", '\0', FlagKind.String, Names.FormatHelp),
            new("quiet", 'q', FlagKind.Bool, "Only show context names"),
        ],
        Run = List,
    };

    public static readonly Command ShowRow = new(["context show"], "", "Print the name of the current context")
    {
        Run = static call => Print(call, Default),
    };

    public static readonly Command UseRow =
        new(["context use"], "CONTEXT", "Set the current context: default is the only one")
        {
            Count = (1, 1),
            Run = static call =>
            {
                call.Streams.Out.Write(Known(call.Arguments[0]) + "\n");
                call.Streams.Error.Write($"Current context is now \"{Default}\"\n");
                return Task.FromResult(0);
            },
        };

    public static readonly Command InspectRow =
        new(["context inspect"], "[CONTEXT] [CONTEXT...]", "Display detailed information on one or more contexts")
        {
            Count = (0, int.MaxValue),
            Flags = [new("format", 'f', FlagKind.String, Names.InspectFormatHelp)],
            Run = static call => Task.FromResult(Inspection.Write(
                call.Streams,
                call.Flags.String("format"),
                call.Arguments.Length == 0 ? [Default] : call.Arguments,
                name => name == Default ? new Inspected(Document(call), Type: null) : null,
                NotFound)),
        };

    /// <summary>What would make another context, or take one away.</summary>
    public static readonly Command RefusedRow = new(
        ["context create", "context update", "context rm", "context import", "context export"],
        "CONTEXT",
        "Refused: there is no daemon to speak to, and so no context but default")
    {
        Count = (0, int.MaxValue),
        // The reason, and not that docker's flags are unknown.
        Flags =
        [
            new("description", '\0', FlagKind.String, "Refused"),
            new("docker", '\0', FlagKind.String, "Refused"),
            new("from", '\0', FlagKind.String, "Refused"),
            new("force", 'f', FlagKind.Bool, "Refused"),
        ],
        IsHidden = true,
        Run = static _ => throw new EngineException(
            EngineFault.InvalidArgument,
            "husk works on this machine, without a daemon: there is no context but \"default\"; for another machine, run husk there (ssh HOST husk ...)"),
    };

    private static Task<int> List(Invocation call)
    {
        if (call.Flags.Bool("quiet"))
            return Print(call, Default);
        Column[] columns =
        [
            new("Name", "NAME"), new("Description", "DESCRIPTION"), new("DockerEndpoint", "DOCKER ENDPOINT"),
            new("Error", "ERROR"),
            new("Current", "CURRENT", Shown: false),
        ];
        bool table = call.Flags.String("format") is not { } format
            || format.StartsWith("table", StringComparison.Ordinal);
        Listing.Write(call.Streams.Out, call.Flags.String("format"), columns, [new JsonObject
        {
            ["Current"] = table ? "true" : JsonValue.Create(true),
            ["Description"] = Description(call),
            ["DockerEndpoint"] = "",
            ["Error"] = "",
            ["Name"] = Default + (table ? " *" : ""),
        }]);
        return Task.FromResult(0);
    }

    private static JsonObject Document(Invocation call) => new()
    {
        ["Name"] = Default,
        ["Metadata"] = new JsonObject { ["Description"] = Description(call) },
        // Templates ask for the address, which is nowhere.
        ["Endpoints"] = new JsonObject { ["docker"] = new JsonObject { ["Host"] = "", ["SkipTLSVerify"] = false } },
        ["TLSMaterial"] = new JsonObject(),
        ["Storage"] = new JsonObject { ["MetadataPath"] = "<IN MEMORY>", ["TLSPath"] = "<IN MEMORY>" },
    };

    private static string Description(Invocation call) => $"This machine, without a daemon: {call.Options.Root}";

    private static Task<int> Print(Invocation call, string line)
    {
        call.Streams.Out.Write(line + "\n");
        return Task.FromResult(0);
    }

    /// <exception cref="EngineException">It is another one (NotFound).</exception>
    public static string Known(string name) =>
        name == Default ? name : throw new EngineException(EngineFault.NotFound, NotFound(name));

    private static string NotFound(string name) =>
        $"context \"{name}\" not found: there is no daemon, and so no context but \"{Default}\"";
}
