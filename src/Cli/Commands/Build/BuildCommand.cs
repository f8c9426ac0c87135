// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Engine.Building;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Build;

internal static class BuildCommand
{
    public static readonly Command Row =
        new(["image build", "build", "builder build", "buildx build", "buildx b"], "PATH | URL | -", "Build an image from a Dockerfile")
        {
            Count = (1, 1),
            Flags = BuildFlags.All,
            Run = Run,
        };

    // buildx's words (commands/build.go, "flag-warn"): those of the older builder that have no effect.
    private static readonly (string Flag, string Warning)[] WithoutEffect =
    [
        ("isolation", "isolation flag is deprecated with BuildKit."),
        ("security-opt", "security-opt flag is deprecated. \"RUN --security=insecure\" should be used with BuildKit."),
        ("squash", "experimental flag squash is removed with BuildKit. You should squash inside build using a multi-stage Dockerfile for efficiency."),
    ];

    private static async Task<int> Run(Invocation call)
    {
        foreach ((string flag, string warning) in WithoutEffect.Where(pair => call.Flags.IsGiven(pair.Flag)))
            call.Streams.Error.Write($"WARNING: {warning}\n");
        ProgressMode mode = Mode(call);
        using BuildSource source = await BuildSource.Open(call, call.Arguments[0], call.Flags.String("file"))
            .ConfigureAwait(false);
        BuildOrder order = BuildRequestText.Read(call, source);
        var engine = new BuildEngine(new EnginePaths(call.Options.Root, call.Options.Run), call.Images);
        try
        {
            if (BuildCall.Of(call) is { } asked)
            {
                (string answer, bool isClean) = engine.Ask(order, asked.Question, asked.IsJson);
                call.Streams.Out.Write(answer);
                return isClean ? 0 : 1;
            }

            BuildFiles.Clear(call);
            BuildOutcome outcome = await engine.Build(
                order, mode, call.Streams.Error, () => call.Streams.ErrorSize, call.Cancel).ConfigureAwait(false);
            BuildFiles.Write(call, order, outcome);
            if (mode is ProgressMode.Quiet && outcome.Id is { } id)
                call.Streams.Out.Write($"{id}\n");
            else
                Warn(call, outcome);
            return 0;
        }
        catch (BuildFailure failure)
        {
            call.Streams.Error.Write($"{failure.Place}ERROR: failed to build: failed to solve: {failure.Message}\n");
            return 1;
        }
    }

    private static ProgressMode Mode(Invocation call)
    {
        if (call.Flags.Bool("quiet"))
            return ProgressMode.Quiet;
        string wanted = call.Flags.String("progress") ?? Environment.GetEnvironmentVariable("BUILDKIT_PROGRESS")
            ?? "auto";
        return wanted switch
        {
            "auto" or "" => call.Streams.ErrorIsTerminal ? ProgressMode.Terminal : ProgressMode.Plain,
            "plain" => ProgressMode.Plain,
            "tty" => call.Streams.ErrorIsTerminal
                ? ProgressMode.Terminal
                : throw new EngineException(
                    EngineFault.InvalidArgument, "failed to get console: standard error is no terminal"),
            "rawjson" => ProgressMode.RawJson,
            "quiet" or "none" => ProgressMode.Quiet,
            _ => throw new EngineException(EngineFault.InvalidArgument, $"invalid progress mode {wanted}"),
        };
    }

    private static void Warn(Invocation call, BuildOutcome outcome)
    {
        if (outcome.Warnings.Count == 0)
            return;
        string count = outcome.Warnings.Count == 1 ? "1 warning found:" : $"{outcome.Warnings.Count} warnings found:";
        call.Streams.Error.Write($"\n {count}\n{string.Concat(outcome.Warnings.Select(warning => $" - {warning}\n"))}");
    }
}
