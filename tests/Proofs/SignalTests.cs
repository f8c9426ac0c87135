// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Husk.Conformance.Fixture;
using Mono.Unix.Native;

namespace Husk.Proofs;

/// <summary>
/// A signal at any instant of `create` and `run`: the runtime undoes what it did, or a forced delete does.
/// </summary>
public sealed class SignalTests : ConformanceTest
{
    private const int Attempts = 50;

    private readonly Random _random = new(2);

    [Theory]
    [InlineData("create")]
    [InlineData("run")]
    public void An_interrupted_command_leaves_nothing(string verb) =>
        Interrupt(verb, i => i % 2 == 0 ? Signum.SIGTERM : Signum.SIGINT, deletes: false);

    [Theory]
    [InlineData("create")]
    [InlineData("run")]
    public void A_killed_command_leaves_nothing_that_a_forced_delete_does_not_find(string verb) =>
        Interrupt(verb, _ => Signum.SIGKILL, deletes: true);

    private void Interrupt(string verb, Func<int, Signum> signal, bool deletes)
    {
        Container container = Container(spec => spec.Args("/bin/probe", "exit", "0"));
        var watch = new Stopwatch();
        double whole = double.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            watch.Restart();
            Begin(container, verb).Wait().Exited(0);
            whole = double.Min(whole, watch.Elapsed.TotalMilliseconds);
            container.Delete("--force").Succeeded();
        }

        List<string> wrong = [];
        int ended = 0;
        for (int i = 0; i < Attempts; i++)
        {
            double instant = _random.NextDouble() * whole;
            using Invocation command = Begin(container, verb);
            watch.Restart();
            SpinWait.SpinUntil(() => watch.Elapsed.TotalMilliseconds >= instant);
            Syscall.kill(command.Pid, signal(i));
            Result result = command.Wait();
            ended += result.ExitCode == 0 ? 0 : 1;
            if (deletes || (verb == "create" && result.ExitCode == 0))
            {
                container.Delete("--force").Succeeded();
            }

            IReadOnlyList<string> left = [];
            if (!Eventually.Becomes(() => (left = Leftovers.Find(Sandbox)).Count == 0, TimeSpan.FromSeconds(3)))
            {
                wrong.Add($"{signal(i)} after {instant:F2} of {whole:F2} ms: {string.Join(", ", left)}\n  {result}");
                container.Delete("--force");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(ended > Attempts / 4, $"only {ended} of {Attempts} signals came in time");
    }

    private static Invocation Begin(Container container, string verb) =>
        verb == "create" ? container.BeginCreate(Launch.Default) : container.BeginRun(Launch.Default);
}
