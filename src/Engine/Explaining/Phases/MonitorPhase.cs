// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Engine.Containers;
using Husk.Engine.Explaining.Shell;

namespace Husk.Engine.Explaining.Phases;

/// <summary>The small process that stays with the container.</summary>
internal static class MonitorPhase
{
    public static ExplainedPhase Before(RunFacts facts) => new("monitor", "The monitor and the runtime",
    [
        new ExplainedStep("start husk-monitor in a session of its own",
            "it holds the container's streams, log, exit status, restarts and names when husk is gone; there is no daemon")
        {
            Shell = [$"setsid {ShellText.Quote(facts.Monitor)} {facts.Paths.MonitorOrder} &"],
            Actor = "husk",
        },
        new ExplainedStep("let the runtime create the container",
            "only the runtime clones; any that has runc's command line will do (--runtime)")
        {
            Shell =
            [
                $"{ShellText.Quote(facts.Runtime)} --root {facts.Engine.Oci} create --bundle {facts.Paths.Bundle} "
                + $"--pid-file {facts.Paths.PidFile} {facts.Container.Id}",
            ],
            Actor = "husk-monitor",
        },
    ]);

    public static ExplainedPhase After(RunFacts facts) =>
        new("start", "From created to running, and to the end", [.. Ends(facts)]);

    private static IEnumerable<ExplainedStep> Ends(RunFacts facts)
    {
        Container container = facts.Container;
        yield return new ExplainedStep("start it", "the created process waits at a fifo; now it executes the program")
        {
            Shell = [$"{ShellText.Quote(facts.Runtime)} --root {facts.Engine.Oci} start {container.Id}"],
            Actor = "husk-monitor",
        };
        yield return new ExplainedStep(
            container.HostConfig.LogConfig.Type == "none" ? "keep no log" : $"copy what it prints to {facts.Paths.Log}",
            "and to whoever is attached");
        if (container.HostConfig.RestartPolicy.Name is { Length: > 0 } and not "no" and var policy)
        {
            yield return new ExplainedStep(
                $"when it ends, start it again: {policy}", "after 100 ms, twice as long each time, up to a minute");
        }
        yield return new ExplainedStep(
            container.HostConfig.AutoRemove
                ? "when it has ended, remove all of it"
                : "when it has ended, unmount and disconnect; keep what it wrote",
            container.HostConfig.AutoRemove
                ? "--rm, with its anonymous volumes"
                : "`husk start` goes on with it, `husk rm` removes it")
        {
            Shell =
            [
                $"{ShellText.Quote(facts.Runtime)} --root {facts.Engine.Oci} delete {container.Id}",
                $"umount {facts.Paths.Merged}",
                .. container.HostConfig.AutoRemove ? [$"rm -r {facts.Paths.Directory}"] : (string[])[],
            ],
        };
    }
}
