// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Containers;
using Husk.Cli.Commands.Run;
using Husk.Cli.Explaining;
using Husk.Cli.Explaining.Html;
using Husk.Engine;
using Husk.Engine.Explaining;

namespace Husk.Cli.Commands.Explaining;

internal static class ExplainRunCommand
{
    public static readonly Command Row =
        new(["explain run"], "IMAGE [COMMAND] [ARG...]", "Explain what a run would do, and do nothing")
        {
            Count = (1, int.MaxValue),
            TakesCommand = true,
            Extends = RunCommand.Row,
            Flags =
        [
            .. RunFlags.OfRun, .. ExplanationFormat.Flags,
            new("calls", '\0', FlagKind.Bool, "As text: with the system calls of each step of the kernel's"),
            new("script", '\0', FlagKind.Bool, "Write a bash script that makes the same container"),
        ],
            Run = Run,
        };

    private static Task<int> Run(Invocation call)
    {
        if (call.Flags.Bool("script") && call.Flags.IsGiven("format"))
        {
            throw new EngineException(EngineFault.InvalidArgument,
                "conflicting options: --script and --format: a script is a form of its own");
        }
        if (call.Flags.Bool("calls")
            && (call.Flags.Bool("script") || call.Flags.String("format") is not (null or "text")))
        {
            throw new EngineException(EngineFault.InvalidArgument,
                "conflicting options: --calls is for text: JSON and pages have the calls anyway, a script has none");
        }
        ExplainedRun run = call.Containers.ExplainRun(RunRequest.Of(call));
        return Task.FromResult(call.Flags.Bool("script")
            ? ExplanationFormat.Write(call, run.Script)
            : ExplanationFormat.Write(
                call, run, ExplanationJson.Default.ExplainedRun, run => RunText.Of(run, call.Flags.Bool("calls")),
                RunPage.Of));
    }
}
