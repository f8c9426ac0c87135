// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>Several commands for one container at once: one of them wins, the others say why they lost.</summary>
public sealed class RaceTests : ConformanceTest
{
    private const int Rivals = 6;

    [ContainerFact(RuncDiffers = "looks whether the id is taken before it takes it, so two can win")]
    public void Of_many_creates_with_one_id_one_wins()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.WriteConfig();
        Invocation[] creates = [.. Enumerable.Range(0, Rivals).Select(_ =>
            Sandbox.Begin(Launch.Default, "create", "--bundle", container.Bundle, container.Id))];
        Result[] results = [.. creates.Select(create => create.Wait())];
        Assert.Single(results, result => result.ExitCode == 0);
        Assert.All(results.Where(result => result.ExitCode != 0), result => result.Failed(1, "exist"));
        Assert.Equal("created", container.Status);
    }

    [ContainerFact(RuncDiffers = "a start that has lost can wait for ever")]
    public void Of_many_starts_one_wins()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.Create().Succeeded();
        Invocation[] starts =
            [.. Enumerable.Range(0, Rivals).Select(_ => Sandbox.Begin(Launch.Default, "start", container.Id))];
        Result[] results = [.. starts.Select(start => start.Wait())];
        Assert.Single(results, result => result.ExitCode == 0);
        Assert.Equal("running", container.Status);
    }

    [ContainerFact]
    public void Many_forced_deletes_leave_nothing_and_do_not_fail()
    {
        Container container = Container().RunSleeping();
        Invocation[] deletes = [.. Enumerable.Range(0, Rivals)
            .Select(_ => Sandbox.Begin(Launch.Default, "delete", "--force", container.Id))];
        Result[] results = [.. deletes.Select(delete => delete.Wait())];
        Assert.Contains(results, result => result.ExitCode == 0);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void Many_execs_each_have_their_own_exit_code()
    {
        Container container = Container().RunSleeping();
        Invocation[] execs = [.. Enumerable.Range(0, 20).Select(number =>
            container.BeginExec(Launch.Default, [], "/bin/probe", "exit",
                number.ToString(System.Globalization.CultureInfo.InvariantCulture)))];
        Assert.Equal(Enumerable.Range(0, 20), execs.Select(exec => exec.Wait().ExitCode));
        Assert.Equal("running", container.Status);
    }

    [ContainerFact]
    public void State_never_shows_half_a_container()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        using Invocation create = container.BeginCreate(Launch.Default);
        while (!create.HasExited)
        {
            Result state = Sandbox.Runtime("state", container.Id);
            if (state.ExitCode == 0)
            {
                Assert.Contains((string?)System.Text.Json.Nodes.JsonNode.Parse(state.Stdout)!["status"],
                    (string[])["creating", "created", "stopped"]);
            }
            else
            {
                state.Failed(1);
            }

            Sandbox.Runtime("list").Succeeded();
        }

        create.Wait().Succeeded();
        Assert.Equal("created", container.Status);
    }
}
