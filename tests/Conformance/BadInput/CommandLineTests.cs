// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.BadInput;

/// <summary>The words on the command line, and where errors are written: what containerd and conmon read.</summary>
public sealed class CommandLineTests : ConformanceTest
{
    [ContainerFact]
    public void The_version_has_the_lines_that_callers_parse()
    {
        string[] lines = Sandbox.Command(RuntimeBinary.Path, "--version")
            .Succeeded().Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^[a-z-]+ version [0-9]", lines[0]);
        Assert.StartsWith("commit: ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("spec: 1.", lines[2], StringComparison.Ordinal);
        Assert.Equal(lines, Sandbox.Command(RuntimeBinary.Path, "-v")
            .Succeeded().Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [ContainerTheory]
    [InlineData("no-such-verb")]
    [InlineData("--no-such-flag", "list")]
    [InlineData("list", "--no-such-flag")]
    [InlineData("create", "--no-such-flag", "id")]
    public void A_word_that_is_not_known_is_an_error_that_names_it(params string[] words)
    {
        Result result = Sandbox.Runtime(words);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(words.First(word => word.Contains("no-such", StringComparison.Ordinal))
            .TrimStart('-'), result.Stderr, StringComparison.Ordinal);
    }

    [ContainerTheory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    public void Help_lists_the_verbs(string word)
    {
        string text = Sandbox.Command(RuntimeBinary.Path, word).Succeeded().Stdout;
        Assert.All(
            (string[])["create", "delete", "events", "exec", "features", "kill", "list", "pause", "ps", "resume", "run",
                "spec", "start", "state", "update"],
            verb => Assert.Contains(verb, text, StringComparison.Ordinal));
    }

    [ContainerTheory]
    [InlineData("create", "--bundle", "--console-socket", "--pid-file", "--no-pivot",
        "--no-new-keyring", "--preserve-fds")]
    [InlineData("run", "--bundle", "--detach", "--keep", "--no-subreaper", "--pid-file")]
    [InlineData("exec", "--cwd", "--env", "--tty", "--user", "--process", "--detach", "--cap", "--additional-gids")]
    [InlineData("delete", "--force")]
    [InlineData("list", "--format", "--quiet")]
    [InlineData("ps", "--format")]
    [InlineData("events", "--interval", "--stats")]
    [InlineData("update", "--resources", "--blkio-weight", "--cpu-period", "--cpu-quota", "--cpu-share",
        "--cpu-rt-period", "--cpu-rt-runtime",
        "--cpuset-cpus", "--cpuset-mems", "--memory", "--memory-reservation", "--memory-swap", "--pids-limit",
        "--l3-cache-schema", "--mem-bw-schema")]
    public void Help_of_a_verb_lists_its_flags(string verb, params string[] flags)
    {
        string text = Sandbox.Command(RuntimeBinary.Path, verb, "--help").Succeeded().Stdout;
        Assert.All(flags, flag => Assert.Contains(flag, text, StringComparison.Ordinal));
    }

    [ContainerFact]
    public void A_verb_there_is_not_is_exit_code_3() => Sandbox.Runtime("no-such-verb").Exited(3);

    [ContainerTheory]
    [InlineData("kill", "--all")]
    [InlineData("kill", "-a")]
    [InlineData("delete", "-force")]
    public void A_flag_that_help_does_not_list_or_that_has_one_dash_is_taken(string verb, string flag)
    {
        Container container = Container().RunSleeping();
        Sandbox.Runtime([verb, flag, container.Id, .. verb == "kill" ? (string[])["KILL"] : []]).Succeeded();
    }

    [ContainerFact]
    public void One_dash_before_long_names_is_as_good_as_two()
    {
        Container container = Container(spec => spec.Args("/bin/true"));
        container.WriteConfig();
        Sandbox.Command(
            RuntimeBinary.Path, "-root", Sandbox.Root, "-log-format=json", "run", "-no-subreaper", "-keep=false",
            "-bundle", container.Bundle, container.Id)
            .Succeeded();
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = "1.1 does not see that the root was named")]
    public void A_root_that_is_named_and_not_there_is_an_error() =>
        Sandbox.Command(
            RuntimeBinary.Path, "--root", Path.Combine(Sandbox.Path, "no-such-root"), "list").Failed(1, "no-such-root");

    [ContainerFact]
    public void Flags_may_stand_behind_the_words_but_not_behind_a_command()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.WriteConfig();
        Sandbox.Runtime("run", container.Id, "--bundle", container.Bundle, "-d").Succeeded();
        Sandbox.Runtime("update", container.Id, "--pids-limit", "33").Succeeded();
        Assert.Equal("33", container.ReadCgroup("pids", "pids.max"));
        Assert.Equal(
            "--cwd /home\n", Sandbox.Runtime("exec", container.Id, "/bin/echo", "--cwd", "/home").Succeeded().Stdout);
        Sandbox.Runtime("delete", container.Id, "--force").Succeeded();
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void To_kill_all_of_a_container_that_has_stopped_is_no_error()
    {
        Container container = Container(spec => spec.Args("/bin/true"));
        container.Run("--detach").Succeeded();
        container.WaitForStatus("stopped");
        Sandbox.Runtime("kill", "--all", container.Id, "KILL").Succeeded();
    }

    [ContainerFact]
    public void An_error_in_a_JSON_log_is_one_object_with_level_msg_and_time()
    {
        string log = Path.Combine(Sandbox.Path, "log.json");
        Result result = Sandbox.Runtime("--log", log, "--log-format", "json", "state", "no-such-container").Exited(1);
        JsonNode line = JsonNode.Parse(Assert.Single(File.ReadAllLines(log)))!;
        Assert.Equal("error", (string?)line["level"]);
        Assert.Contains("does not exist", (string?)line["msg"], StringComparison.Ordinal);
        Assert.True(DateTimeOffset.TryParse((string?)line["time"], out _));
        Assert.Contains("does not exist", result.Stderr, StringComparison.Ordinal);
    }

    [ContainerFact]
    public void A_log_is_appended_to()
    {
        string log = Path.Combine(Sandbox.Path, "log");
        Sandbox.Runtime("--log", log, "state", "no-such-container").Exited(1);
        Sandbox.Runtime("--log", log, "state", "no-such-container").Exited(1);
        Assert.Equal(2, File.ReadAllLines(log).Length);
    }

    [ContainerFact]
    public void Without_a_log_an_error_is_on_stderr_with_its_level()
    {
        Result result = Sandbox.Runtime("state", "no-such-container").Exited(1);
        Assert.Contains("level=error", result.Stderr, StringComparison.Ordinal);
        Assert.Equal("", result.Stdout);
    }

    [ContainerFact]
    public void A_JSON_error_can_be_on_stderr()
    {
        Result result = Sandbox.Runtime("--log-format", "json", "state", "no-such-container").Exited(1);
        Assert.Equal("error", (string?)JsonNode.Parse(result.Stderr)!["level"]);
    }

    [ContainerFact]
    public void A_log_format_there_is_not_is_named() =>
        Sandbox.Runtime("--log-format", "no-such-format", "list").Failed(1, "no-such-format");

    [ContainerFact]
    public void A_log_that_cannot_be_opened_is_named() =>
        Sandbox.Runtime("--log", "/no/such/directory/log", "list").Failed(1, "/no/such/directory/log");

    [ContainerFact]
    public void Errors_of_the_containers_set_up_are_in_the_log_too()
    {
        string log = Path.Combine(Sandbox.Path, "log.json");
        Container container = Container(spec => spec.Args("no-such-program"));
        container.WriteConfig();
        Sandbox.Runtime("--log", log, "--log-format", "json", "run", "--bundle", container.Bundle, container.Id)
            .Exited(1);
        JsonNode last = JsonNode.Parse(File.ReadAllLines(log)[^1])!;
        Assert.Equal("error", (string?)last["level"]);
        Assert.Contains("executable file not found in $PATH", (string?)last["msg"], StringComparison.Ordinal);
    }

    [ContainerFact]
    public void Spec_writes_a_config_that_runs()
    {
        Container container = Container();
        Sandbox.Runtime("spec", "--bundle", container.Bundle).Succeeded();
        var written = new Spec(JsonNode.Parse(File.ReadAllText(container.ConfigPath))!.AsObject());
        Assert.Equal(["sh"], written["process.args"]!.AsArray().Select(word => (string?)word));
        container.Spec = written.Set("process.terminal", false)
            .Set("linux.cgroupsPath", container.CgroupsPath).Args("/bin/true");
        container.Run().Succeeded();
    }

    [ContainerFact]
    public void Spec_overwrites_nothing()
    {
        Container container = Container();
        container.WriteConfig();
        string before = File.ReadAllText(container.ConfigPath);
        Sandbox.Runtime("spec", "--bundle", container.Bundle).Failed(1, "config.json");
        Assert.Equal(before, File.ReadAllText(container.ConfigPath));
    }
}
