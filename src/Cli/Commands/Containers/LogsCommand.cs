// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine.Containers.Logs;

namespace Husk.Cli.Commands.Containers;

internal static class LogsCommand
{
    public static readonly Command Row = new(["container logs", "logs"], "CONTAINER", "Fetch the logs of a container")
    {
        Count = (1, 1),
        Flags =
        [
            new("details", '\0', FlagKind.Bool, "Show extra details provided to logs"),
            new("follow", 'f', FlagKind.Bool, "Follow log output"),
            new("since", '\0', FlagKind.String,
                "Show logs since timestamp (e.g. \"2013-01-02T13:23:37Z\") or relative (e.g. \"42m\" for 42 minutes)"),
            new("tail", 'n', FlagKind.String, "Number of lines to show from the end of the logs (default \"all\")"),
            new("timestamps", 't', FlagKind.Bool, "Show timestamps"),
            new("until", '\0', FlagKind.String,
                "Show logs before a timestamp (e.g. \"2013-01-02T13:23:37Z\") or relative (e.g. \"42m\" for 42 minutes)"),
        ],
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        // Following has no other end than a signal, and nothing to undo.
        call.Interrupt.Release();
        var query = new LogQuery
        {
            Follow = call.Flags.Bool("follow"),
            Since = Moment.Of(call.Flags, "since"),
            Until = Moment.Of(call.Flags, "until"),
            Tail = long.TryParse(call.Flags.String("tail"), NumberStyles.None, CultureInfo.InvariantCulture,
                out long lines) ? lines : null,
        };
        var printer = new LogPrinter(call.Flags.Bool("timestamps"), call.Flags.Bool("details"));
        call.Containers.Logs(call.Arguments[0], query, printer.Print, printer.Flush);
        return Task.FromResult(0);
    }
}
