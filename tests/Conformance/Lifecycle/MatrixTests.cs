// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>
/// Every verb in every state: runtime-spec, runtime.md "Operations", with runc's words where callers read them.
/// </summary>
public sealed class MatrixTests : ConformanceTest
{
    public static IEnumerable<object?[]> Cells =>
    [
        ["create", "missing", 0, null, "created"],
        ["create", "created", 1, "exist", "created"],
        ["create", "running", 1, "exist", "running"],
        ["create", "stopped", 1, "exist", "stopped"],
        ["create", "paused", 1, "exist", "paused"],
        ["run", "missing", 0, null, "running"],
        ["run", "created", 1, "exist", "created"],
        ["run", "running", 1, "exist", "running"],
        ["run", "stopped", 1, "exist", "stopped"],
        ["start", "missing", 1, "does not exist", "missing"],
        ["start", "created", 0, null, "running"],
        ["start", "running", 1, "cannot start an already running container", "running"],
        ["start", "stopped", 1, "cannot start a container that has stopped", "stopped"],
        ["start", "paused", 1, "cannot start", "paused"],
        ["state", "missing", 1, "does not exist", "missing"],
        ["state", "created", 0, null, "created"],
        ["state", "running", 0, null, "running"],
        ["state", "stopped", 0, null, "stopped"],
        ["state", "paused", 0, null, "paused"],
        ["kill", "missing", 1, "does not exist", "missing"],
        ["kill", "created", 0, null, "stopped"],
        ["kill", "running", 0, null, "stopped"],
        ["kill", "stopped", 1, "container not running", "stopped"],
        ["kill", "paused", 0, null, "stopped"],
        ["exec", "missing", 255, "does not exist", "missing"],
        ["exec", "created", 0, null, "created"],
        ["exec", "running", 0, null, "running"],
        ["exec", "stopped", 255, "stopped", "stopped"],
        ["exec", "paused", 255, "cannot exec in a paused container", "paused"],
        ["delete", "missing", 1, "does not exist", "missing"],
        ["delete", "created", 0, null, "missing"],
        ["delete", "running", 1, "that is not stopped", "running"],
        ["delete", "stopped", 0, null, "missing"],
        ["delete", "paused", 1, "that is not stopped", "paused"],
        ["delete --force", "missing", 0, null, "missing"],
        ["delete --force", "created", 0, null, "missing"],
        ["delete --force", "running", 0, null, "missing"],
        ["delete --force", "stopped", 0, null, "missing"],
        ["delete --force", "paused", 0, null, "missing"],
        ["list", "missing", 0, null, "missing"],
        ["list", "created", 0, null, "created"],
        ["list", "running", 0, null, "running"],
        ["list", "stopped", 0, null, "stopped"],
        ["list", "paused", 0, null, "paused"],
        ["pause", "missing", 1, "does not exist", "missing"],
        ["pause", "created", 0, null, "paused"],
        ["pause", "running", 0, null, "paused"],
        ["pause", "paused", 1, "container not running", "paused"],
        ["pause", "stopped", 1, "container not running", "stopped"],
        ["resume", "missing", 1, "does not exist", "missing"],
        ["resume", "created", 1, "container not paused", "created"],
        ["resume", "running", 1, "container not paused", "running"],
        ["resume", "paused", 0, null, "running"],
        ["resume", "stopped", 1, "container not paused", "stopped"],
        ["ps", "missing", 1, "does not exist", "missing"],
        ["ps", "created", 0, null, "created"],
        ["ps", "running", 0, null, "running"],
        ["ps", "paused", 0, null, "paused"],
        ["ps", "stopped", 0, null, "stopped"],
        ["update", "missing", 1, "does not exist", "missing"],
        ["update", "created", 0, null, "created"],
        ["update", "running", 0, null, "running"],
        ["update", "paused", 0, null, "paused"],
        ["update", "stopped", 1, "container not running", "stopped"],
        ["events", "missing", 1, "does not exist", "missing"],
        ["events", "created", 0, null, "created"],
        ["events", "running", 0, null, "running"],
        ["events", "paused", 0, null, "paused"],
        ["events", "stopped", 1, "is not running", "stopped"],
    ];

    [ContainerTheory]
    [MemberData(nameof(Cells))]
    public void A_verb_does_what_the_state_allows(string verb, string state, int exitCode, string? error, string after)
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        Bring(container, state);
        Result result = Say(container, verb);
        if (error is null)
        {
            result.Exited(exitCode);
        }
        else
        {
            result.Failed(exitCode, error);
        }

        AssertStatus(container, after);
    }

    [ContainerFact]
    public void Every_state_can_be_left_by_force_and_entered_again()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        foreach (string state in (string[])["created", "running", "paused", "stopped"])
        {
            Bring(container, state);
            container.Delete("--force").Succeeded();
            Sandbox.AssertNothingLeft();
        }
    }

    private static void Bring(Container container, string state)
    {
        if (state != "missing")
        {
            container.Create().Succeeded();
        }

        if (state is "running" or "paused" or "stopped")
        {
            container.Start().Succeeded();
        }

        if (state == "paused")
        {
            container.Pause().Succeeded();
        }

        if (state == "stopped")
        {
            container.Kill().Succeeded();
            container.WaitForStatus("stopped");
        }
    }

    private Result Say(Container container, string verb) => verb switch
    {
        "create" => container.Create(),
        "run" => container.Run("--detach"),
        "start" => container.Start(),
        "state" => Sandbox.Runtime("state", container.Id),
        "kill" => container.Kill(),
        "exec" => container.Exec("/bin/true"),
        "delete" => container.Delete(),
        "delete --force" => container.Delete("--force"),
        "list" => Sandbox.Runtime("list"),
        "pause" => container.Pause(),
        "resume" => container.Resume(),
        "ps" => Sandbox.Runtime("ps", container.Id),
        "update" => container.Update("--cpu-share", "500"),
        "events" => Sandbox.Runtime("events", "--stats", container.Id),
        _ => throw new ArgumentException(verb),
    };

    /// <summary>As `state` and `list` say, which must not contradict each other.</summary>
    private void AssertStatus(Container container, string status)
    {
        JsonArray Listed() =>
            JsonNode.Parse(Sandbox.Runtime("list", "--format", "json").Succeeded().Stdout) as JsonArray ?? [];
        if (status == "missing")
        {
            Sandbox.Runtime("state", container.Id).Failed(1, "does not exist");
            Assert.Empty(Listed());
        }
        else
        {
            container.WaitForStatus(status);
            Assert.Equal((container.Id, status), ((string?)Listed()[0]!["id"], (string?)Listed()[0]!["status"]));
        }
    }
}
