// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Run;
using Husk.Cli.Output;
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Commands.Build;

/// <summary>
/// The commands of buildx about builders. Husk builds itself, and so there is one; whatever a script of a continuous
/// integration calls the builder that it makes, uses and removes, it is that.
/// </summary>
internal static class BuildersCommand
{
    private const string Driver = "husk";

    private static readonly Flag Bootstrap = RunFlags.Switch("bootstrap", "Noted: the builder is always ready");

    public static readonly Command CreateRow =
        new(["buildx create"], "[NAME]", "Give the builder a name; there is one")
        {
            Count = (0, 1),
            Flags =
            [
                RunFlags.Switch("append", "Noted: there is one builder"),
                Bootstrap,
                RunFlags.Text("buildkitd-config", "Noted: there is no BuildKit"),
                RunFlags.Text("buildkitd-flags", "Noted: there is no BuildKit"),
                RunFlags.Text("config", "Noted: there is no BuildKit"),
                RunFlags.Text("driver", "Noted: husk builds by itself"),
                RunFlags.Many("driver-opt", "Noted: husk builds by itself"),
                RunFlags.Switch("leave", "Noted: there is one builder"),
                RunFlags.Text("name", "Name of the builder"),
                RunFlags.Text("node", "Noted: there is one builder"),
                RunFlags.Many("platform", "Noted: a build says what it is for"),
                RunFlags.Switch("use", "Noted: there is one builder"),
            ],
            Run = static call => Print(call, call.Flags.String("name") ?? ContextCommand.Default),
        };

    public static readonly Command ListRow = new(["buildx ls"], "", "List builders")
    {
        Flags =
        [
            new("format", '\0', FlagKind.String, Names.FormatHelp),
            RunFlags.Switch("no-trunc", "Noted: nothing is cut"),
        ],
        Run = List,
    };

    public static readonly Command InspectRow = new(["buildx inspect"], "[NAME]", "Tell of the builder")
    {
        Count = (0, 1),
        Flags = [Bootstrap],
        Run = static call =>
        {
            string name = call.Argument(0) ?? ContextCommand.Default;
            return Print(call, $"Name:   {name}\nDriver: {Driver}\n\nNodes:\nName:      {name}\nEndpoint:  {ContextCommand.Default}\nStatus:    running\nPlatforms: {Platform.Host}");
        },
    };

    public static readonly Command UseRow = new(["buildx use"], "NAME", "Set the current builder; there is one")
    {
        Count = (1, 1),
        Flags =
        [
            RunFlags.Switch("default", "Noted: there is one builder"),
            RunFlags.Switch("global", "Noted: there is one builder"),
        ],
        Run = static _ => Task.FromResult(0),
    };

    public static readonly Command StopRow = new(["buildx stop"], "[NAME]", "Does nothing: no builder runs between builds")
    {
        Count = (0, 1),
        Run = static _ => Task.FromResult(0),
    };

    public static readonly Command RemoveRow =
        new(["buildx rm"], "[NAME...]", "Take a name from the builder; its cache stays (builder prune)")
        {
            Count = (0, int.MaxValue),
            Flags =
            [
                RunFlags.Switch("all-inactive", "Noted: there is one builder"),
                RunFlags.Switch("force", "Noted: nothing is asked", 'f'),
                RunFlags.Switch("keep-daemon", "Noted: there is none"),
                RunFlags.Switch("keep-state", "Noted: it is always kept"),
            ],
            Run = static call =>
            {
                foreach (string name in call.Arguments)
                    call.Streams.Out.Write($"{name} removed\n");
                return Task.FromResult(0);
            },
        };

    public static readonly Command VersionRow = new(["buildx version"], "", "Show the version of the builder")
    {
        Run = static call => Print(call, $"{Driver} {BuildFacts.Version} {BuildFacts.Commit}"),
    };

    public static readonly IReadOnlyList<Command> Rows =
        [CreateRow, InspectRow, ListRow, RemoveRow, StopRow, UseRow, VersionRow];

    private static Task<int> List(Invocation call)
    {
        Column[] columns =
        [
            new("Name", "NAME/NODE"), new("DriverEndpoint", "DRIVER/ENDPOINT"), new("Status", "STATUS"),
            new("Buildkit", "BUILDKIT"), new("Platforms", "PLATFORMS"),
        ];
        bool isTable = call.Flags.String("format") is not { } format
            || format.StartsWith("table", StringComparison.Ordinal);
        Listing.Write(call.Streams.Out, call.Flags.String("format"), columns, [new JsonObject
        {
            ["Name"] = ContextCommand.Default + (isTable ? "*" : ""),
            ["DriverEndpoint"] = Driver,
            ["Status"] = "running",
            ["Buildkit"] = BuildFacts.Version,
            ["Platforms"] = Platform.Host.ToString(),
        }]);
        return Task.FromResult(0);
    }

    private static Task<int> Print(Invocation call, string text)
    {
        call.Streams.Out.Write(text + "\n");
        return Task.FromResult(0);
    }
}
