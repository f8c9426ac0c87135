// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Threading;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.BadInput;

/// <summary>
/// A runtime ended in the middle of create, at many instants: a forced delete must be able to clear up after it.
/// </summary>
public sealed class InterruptionTests : ConformanceTest
{
    private const int Attempts = 25;

    [ContainerTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void After_a_signal_to_create_a_forced_delete_leaves_nothing(string signal) => Interrupt(signal);

    [ContainerFact(RuncDiffers = "makes cgroups before it writes down that it has")]
    public void After_a_killed_create_a_forced_delete_leaves_nothing() => Interrupt("KILL");

    [ContainerFact]
    public void A_killed_start_leaves_a_container_that_can_be_deleted()
    {
        for (int i = 0; i < 5; i++)
        {
            Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
            container.Create().Succeeded();
            using Invocation start = Sandbox.Begin(Launch.Default, "start", container.Id);
            Thread.Sleep(i * 3);
            Sandbox.Command("kill", "-KILL", start.Pid.ToString(CultureInfo.InvariantCulture));
            container.Delete("--force").Succeeded();
            Sandbox.AssertNothingLeft();
        }
    }

    [ContainerFact]
    public void A_killed_delete_can_be_repeated()
    {
        for (int i = 0; i < 5; i++)
        {
            Container container = Container().RunSleeping();
            using Invocation delete = Sandbox.Begin(Launch.Default, "delete", "--force", container.Id);
            Thread.Sleep(i * 4);
            Sandbox.Command("kill", "-KILL", delete.Pid.ToString(CultureInfo.InvariantCulture));
            Eventually.True(() => delete.HasExited, "the killed delete is gone");
            container.Delete("--force").Succeeded();
            Sandbox.AssertNothingLeft();
        }
    }

    [ContainerFact]
    public void A_killed_foreground_run_leaves_a_container_that_can_be_deleted()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "signals"));
        using Invocation run = container.BeginRun(Launch.Default);
        Eventually.True(() => run.Stdout.StartsWith("ready", StringComparison.Ordinal), "the process runs");
        Sandbox.Command("kill", "-KILL", run.Pid.ToString(CultureInfo.InvariantCulture)).Succeeded();
        Eventually.True(() => run.HasExited, "the killed run is gone");
        container.Delete("--force").Succeeded();
        Sandbox.AssertNothingLeft();
    }

    /// <summary>The instants are spread over the time a whole create takes here and now.</summary>
    private void Interrupt(string signal)
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        container.Create().Succeeded();
        TimeSpan whole = watch.Elapsed;
        container.Delete("--force").Succeeded();
        for (int i = 0; i < Attempts; i++)
        {
            using Invocation create = container.BeginCreate(Launch.Default);
            Thread.Sleep(whole * i / Attempts);
            Sandbox.Command("kill", "-" + signal, create.Pid.ToString(CultureInfo.InvariantCulture));
            Eventually.True(() => create.HasExited, "create has ended");
            container.Delete("--force").Succeeded();
            Sandbox.AssertNothingLeft();
        }
    }
}
