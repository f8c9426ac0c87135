// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Cli.Output;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class EventsCommand
{
    public static Command Row() => new()
    {
        Name = "events",
        Summary = "tell what a container uses, and of the OOM killer",
        Arguments = "<container-id>",
        Description = """
            Prints one JSON object a line until the container ends: every five seconds, or --interval,
            one of type stats with what the container has used of processors, memory and block
            devices, and one of type oom each time it has no memory left.
            """,
        Flags =
        [
            new("interval", FlagKind.Duration, "how often to tell what it uses: 500ms, 1m30s") { Default = "5s" },
            new("stats", FlagKind.Switch, "tell once what it uses, and end"),
        ],
        MinArguments = 1,
        MaxArguments = 1,
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        TimeSpan interval = of.Flags.Duration("interval");
        if (interval <= TimeSpan.Zero)
            throw new LifecycleException("duration interval must be greater than 0");
        if (of.Flags.IsOn("stats"))
        {
            of.Out.Write(EventJson.Of(Events.Now(of.Store, of.Id)));
            return 0;
        }

        foreach (ContainerEvent told in Events.Watch(of.Store, of.Id, interval))
            of.Out.Write(EventJson.Of(told));
        return 0;
    }
}
