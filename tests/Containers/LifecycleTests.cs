// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text.Json.Nodes;

namespace Husk.Containers.Tests;

/// <summary>From state to state, with docker's words on the way.</summary>
public sealed class LifecycleTests(Engine engine) : IClassFixture<Engine>, IDisposable
{
    public void Dispose() => engine.Clear();

    [Fact]
    public void What_has_run_and_cannot_run_again_has_exited()
    {
        engine.Output("run", "--name", "spent", "--network", "none", "busybox", "rm", "/bin/rm");

        Assert.Equal(1, engine.Run("start", "spent").Code);
        Assert.Equal("exited 127\n", engine.Output("inspect", "-f", "{{.State.Status}} {{.State.ExitCode}}", "spent"));
        engine.Output("rm", "spent");
    }

    [Fact]
    public void A_container_goes_through_its_states()
    {
        string id = engine.Output("create", "--name", "life", "--network", "none", "busybox", "sleep", "1000")
            .TrimEnd('\n');
        Assert.Equal("Created", Status());
        Assert.Equal("life\n", engine.Output("start", "life"));
        Assert.Matches("^Up (Less than a second|[0-9]+ seconds?)$", Status());
        Assert.Equal("life\n", engine.Output("start", "life"));

        Assert.Equal("life\n", engine.Output("pause", "life"));
        Assert.EndsWith(" (Paused)", Status());
        Assert.Equal($"Error: container {id} is already paused\n", engine.Error("pause", "life"));
        Assert.Equal(
            "Error: cannot start a paused container, try unpause instead\nError: failed to start containers: life\n",
            engine.Error("start", "life"));
        Assert.Equal(
            "Error: You cannot attach to a paused container, unpause it first\n", engine.Error("attach", "life"));
        Assert.Equal("Error: cannot remove container \"/life\": container is paused and must be unpaused first\n",
            engine.Error("rm", "life"));
        Assert.Equal("life\n", engine.Output("unpause", "life"));
        Assert.Equal($"Error: container {id} is not paused\n", engine.Error("unpause", "life"));
        Assert.Equal(
            "Error: cannot remove container \"/life\": container is running: stop the container before removing or force remove\n",
            engine.Error("rm", "life"));

        Assert.Equal("life\n", engine.Output("stop", "-t", "0", "life"));
        Assert.Matches(@"^Exited \(137\) (Less than a second|[0-9]+ seconds?) ago$", Status());
        Assert.Equal("life\n", engine.Output("stop", "life"));
        Assert.Equal("137\n", engine.Output("wait", "life"));
        Assert.Equal(
            $"Error: cannot kill container: life: container {id} is not running\n", engine.Error("kill", "life"));
        Assert.Equal($"Error: container {id} is not running\n", engine.Error("pause", "life"));
        Assert.Equal(
            "Error: You cannot attach to a stopped container, start it first\n", engine.Error("attach", "life"));

        Assert.Equal("life\n", engine.Output("restart", "life"));
        string first = engine.Output("inspect", "-f", "{{.State.Pid}}", "life");
        Assert.Equal("life\n", engine.Output("restart", "-t", "0", "life"));
        Assert.NotEqual(first, engine.Output("inspect", "-f", "{{.State.Pid}}", "life"));
        Assert.Equal("life\n", engine.Output("kill", "-s", "KILL", "life"));
        Assert.Equal("137\n", engine.Output("wait", "life"));
        Assert.Equal("life\n", engine.Output("rm", "life"));
        engine.AssertNothingIsLeft();

        string Status() => engine.Output("ps", "-a", "--format", "{{.Status}}").TrimEnd('\n');
    }

    [Fact]
    public void One_that_cannot_start_keeps_no_other_from_it()
    {
        engine.Output("create", "--name", "bad", "--network", "none", "busybox", "/no/such/program");
        engine.Output("create", "--name", "good", "--network", "none", "busybox", "sleep", "1000");
        (int code, string output, string error) = engine.Run("start", "bad", "good");
        Assert.Equal((1, "good\n"), (code, output));
        Assert.Contains("/no/such/program", error, StringComparison.Ordinal);
        engine.Output("rm", "-f", "bad", "good");
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void What_the_process_wrote_is_there_at_the_next_start()
    {
        engine.Output("create", "--name", "keeps", "--network", "none", "busybox", "sh", "-c",
            "cat /note; echo was here >> /note");

        Assert.Equal(
            (0, "", "cat: can't open '/note': No such file or directory\n"), engine.Run("start", "-a", "keeps"));
        Assert.Equal((0, "was here\n", ""), engine.Run("start", "-a", "keeps"));
        Assert.Equal("keeps\n", engine.Output("rm", "keeps"));
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void A_process_that_ends_on_its_stop_signal_is_not_waited_for()
    {
        engine.Output("run", "-d", "--name", "polite", "--network", "none", "--stop-signal", "USR1", "busybox", "sh",
            "-c", "trap 'exit 3' USR1; while :; do sleep 0.01; done");
        var clock = System.Diagnostics.Stopwatch.StartNew();

        engine.Output("stop", "-t", "60", "polite");

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"it took {clock.Elapsed}");
        Assert.Equal("3\n", engine.Output("inspect", "-f", "{{.State.ExitCode}}", "polite"));
        engine.Output("rm", "polite");
    }

    [Fact]
    public void Stop_and_restart_ask_with_the_signal_that_is_given()
    {
        engine.Output("run", "-d", "--name", "asked", "--network", "none", "busybox", "sh",
            "-c", "trap 'exit 7' USR1; echo ready; while :; do sleep 0.01; done");
        Engine.Await(() => engine.Output("logs", "asked") == "ready\n", "its trap is set");
        string since = DateTimeOffset.UtcNow.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        engine.Output("restart", "--signal", "USR1", "-t", "60", "asked");
        Assert.Equal("7\n", engine.Output("events", "--since", since, "--until", "0s", "--filter", "event=die",
            "--format", "{{.Actor.Attributes.exitCode}}"));

        Engine.Await(() => engine.Output("logs", "asked") == "ready\nready\n", "its trap is set again");
        engine.Output("stop", "-s", "USR1", "-t", "60", "asked");
        Assert.Equal("7\n", engine.Output("wait", "asked"));
        engine.Output("rm", "asked");
    }

    [Fact]
    public void A_policy_starts_it_again_until_it_is_stopped()
    {
        engine.Output("run", "-d", "--name", "again", "--restart", "always", "--network", "none", "busybox", "sh", "-c",
            "sleep 0.05; exit 1");
        Engine.Await(() => engine.Output("inspect", "-f", "{{.RestartCount}}", "again")
            .TrimEnd('\n') is not ("0" or "1"), "it was restarted twice");

        engine.Output("stop", "again");
        Assert.Equal("exited\n", engine.Output("inspect", "-f", "{{.State.Status}}", "again"));
        engine.Output("rm", "again");
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void A_signal_that_is_not_handed_on_ends_the_client_and_the_container_goes_on()
    {
        engine.Keep("--name", "stays", "--network", "none");
        using System.Diagnostics.Process client = engine.Start("attach", "--sig-proxy=false", "stays");
        // From then on the client is one of those that the event tells of.
        Engine.Await(() => engine.Output("events", "--since", "1m", "--until", "0s", "--filter", "event=attach",
            "--filter", "container=stays").Length > 0, "it is attached");
        Assert.Equal("", engine.Tool("kill", "-TERM", client.Id.ToString()));
        Assert.True(client.WaitForExit(30_000), "SIGTERM does not end it");
        Assert.Equal("running\n", engine.Output("inspect", "-f", "{{.State.Status}}", "stays"));
        engine.Output("rm", "-f", "stays");
    }

    [Fact]
    public void Attaching_gives_the_streams_and_the_exit_code()
    {
        engine.Output("run", "-d", "-i", "--name", "echo", "--network", "none", "busybox", "sh", "-c",
            "read line; echo got $line; exit 5");

        Assert.Equal((5, "got it\n", ""), engine.RunWith("it\n", "attach", "echo"));
        engine.Output("rm", "echo");
    }

    [Fact]
    public void What_is_asked_of_many_is_done_to_all_that_can()
    {
        engine.Output("create", "--name", "one", "busybox", "true");
        engine.Output("create", "--name", "two", "busybox", "true");

        Assert.Equal((1, "one\ntwo\n", "Error: No such container: none\n"), engine.Run("rm", "one", "none", "two"));
        Assert.Equal((0, "", "Error: No such container: none\n"), engine.Run("rm", "-f", "none"));
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void A_renamed_container_answers_to_its_new_name()
    {
        string id = engine.Output("create", "--name", "before", "busybox").TrimEnd('\n');
        engine.Output("rename", "before", "after");

        Assert.Equal("/after\n", engine.Output("inspect", "-f", "{{.Name}}", id));
        Assert.Equal((1, "[]\n", "Error: No such object: before\n"), engine.Run("inspect", "before"));
        engine.Output("create", "--name", "before", "busybox");
        Assert.Contains("is already in use by container", engine.Error("rename", "before", "after"));
        engine.Output("rm", "before", "after");
    }

    [Fact]
    public void Inspect_shows_dockers_document()
    {
        string id = engine.Output("run", "-d", "--name", "shown", "--network", "none", "-e", "A=b", "--label", "x=y",
            "busybox", "sleep", "1000").TrimEnd('\n');

        JsonNode document = JsonNode.Parse(engine.Output("inspect", "shown"))![0]!;

        Assert.Equal(id, (string?)document["Id"]);
        Assert.Equal("/shown", (string?)document["Name"]);
        Assert.Equal("sleep", (string?)document["Path"]);
        Assert.Equal("1000", (string?)document["Args"]![0]);
        Assert.Equal("running", (string?)document["State"]!["Status"]);
        Assert.True((bool)document["State"]!["Running"]!);
        Assert.Equal(id[..12], (string?)document["Config"]!["Hostname"]);
        Assert.Equal("A=b", (string?)document["Config"]!["Env"]![0]);
        Assert.Equal("y", (string?)document["Config"]!["Labels"]!["x"]);
        Assert.Null(document["HostConfig"]!["Binds"]);
        Assert.Equal("none", (string?)document["HostConfig"]!["NetworkMode"]);
        string merged = (string)document["GraphDriver"]!["Data"]!["MergedDir"]!;
        Assert.True(System.IO.File.Exists(merged + "/bin/busybox"), "the root file system is mounted while it runs");
        Assert.Equal("0001-01-01T00:00:00Z", (string?)document["State"]!["FinishedAt"]);
        Assert.True(System.IO.Directory.Exists($"/proc/{(int)document["State"]!["Pid"]!}"));
        engine.Output("rm", "-f", "shown");
        Assert.False(System.IO.Directory.Exists(merged));
    }

    [Fact]
    public void An_update_holds_at_once_and_at_the_next_start()
    {
        engine.Output(
            "run", "-d", "--name", "tuned", "--network", "none", "--pids-limit", "50", "busybox", "sleep", "1000");
        Assert.Equal("50", Limit());

        Assert.Equal("tuned\n", engine.Output("update", "--pids-limit", "60", "--restart", "always", "tuned"));

        Assert.Equal("60", Limit());
        Assert.Equal("60 always\n",
            engine.Output("inspect", "-f", "{{.HostConfig.PidsLimit}} {{.HostConfig.RestartPolicy.Name}}", "tuned"));
        engine.Output("kill", "-s", "STOP", "tuned");
        engine.Output("restart", "-t", "0", "tuned");
        Assert.Equal("60", Limit());
        Assert.Contains("Minimum memory limit allowed is 6MB", engine.Error("update", "-m", "4k", "tuned"));
        engine.Output("rm", "-f", "tuned");

        // By the process's own word, on v1 and v2.
        string Limit()
        {
            string pid = engine.Output("inspect", "-f", "{{.State.Pid}}", "tuned").TrimEnd('\n');
            string line = Array.Find(System.IO.File.ReadAllLines($"/proc/{pid}/cgroup"),
                line => line.Contains(":pids:") || line.StartsWith("0::", StringComparison.Ordinal))!;
            foreach (string root in (string[])["/sys/fs/cgroup/pids", "/sys/fs/cgroup"])
            {
                string file = root + line[(line.LastIndexOf(':') + 1)..] + "/pids.max";
                if (System.IO.File.Exists(file))
                    return System.IO.File.ReadAllText(file).Trim();
            }
            return $"no pids.max for {line}";
        }
    }
}
