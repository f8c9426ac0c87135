// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>runc-exec(8): a second process in a running container, and the flags that say what it is like.</summary>
public sealed class ExecTests(ExecTests.Target target) : ConformanceTest, IClassFixture<ExecTests.Target>
{
    private Container Running => target.Container;

    [ContainerTheory]
    [InlineData("mnt")]
    [InlineData("pid")]
    [InlineData("net")]
    [InlineData("ipc")]
    [InlineData("uts")]
    [InlineData("cgroup")]
    public void It_is_in_every_namespace_of_the_container(string link) =>
        Assert.Equal(File.ResolveLinkTarget($"/proc/{Running.Pid}/ns/{link}", false)!.Name, Probe().Namespace(link));

    [ContainerFact]
    public void A_log_of_everything_tells_of_it()
    {
        Container container = Container().RunSleeping();
        string log = Path.Combine(Sandbox.Path, "exec.log");
        Sandbox.Runtime("--debug", "--log", log, "exec", container.Id, "/bin/true").Succeeded();
        Assert.Contains("level=debug", File.ReadAllText(log));
    }

    [ContainerFact]
    public void It_is_a_process_of_its_own_beside_the_first()
    {
        Facts facts = Probe();
        Assert.True(facts.Number("pid") > 1);
        Assert.Equal(0, facts.Number("ppid"));
        Assert.Equal(facts.Number("pid"), facts.Number("sid"));
    }

    [ContainerFact]
    public void Without_flags_it_is_as_the_config_says()
    {
        Facts facts = Probe();
        Assert.Equal(("/usr", "of the config"), (facts.Text("cwd"), facts.Variable("FROM_CONFIG")));
        Assert.Equal((5, 6), (facts.Numbers("uid")[0], facts.Numbers("gid")[0]));
        Assert.Equal([7L], facts.Numbers("groups"));
        Assert.Equal((64UL, 128UL), facts.Limit("RLIMIT_CORE"));
        Assert.Equal(CapabilitySet.Of("CAP_KILL", "CAP_CHOWN"), facts.Capabilities("bounding"));
        Assert.True(facts.Flag("noNewPrivileges"));
    }

    [ContainerFact]
    public void Cwd_is_where_it_starts() => Assert.Equal("/var", Probe("--cwd", "/var").Text("cwd"));

    [ContainerFact]
    public void Env_is_added_and_the_later_one_wins()
    {
        Facts facts = Probe("--env", "ADDED=1", "--env", "FROM_CONFIG=of exec", "--env", "EMPTY=");
        Assert.Equal(("1", "of exec", ""),
            (facts.Variable("ADDED"), facts.Variable("FROM_CONFIG"), facts.Variable("EMPTY")));
    }

    [ContainerTheory]
    [InlineData("1000", 1000, 6)]
    [InlineData("1000:1001", 1000, 1001)]
    [InlineData("0:0", 0, 0)]
    public void User_changes_the_ids(string user, int uid, int gid)
    {
        Facts facts = Probe("--user", user);
        Assert.Equal(uid, facts.Numbers("uid")[0]);
        if (user.Contains(':', System.StringComparison.Ordinal))
        {
            Assert.Equal(gid, facts.Numbers("gid")[0]);
        }
    }

    [ContainerTheory]
    [InlineData("0", "/root")]
    [InlineData("1000", "/home")]
    public void HOME_follows_the_user(string user, string home) =>
        Assert.Equal(home, Probe("--user", user).Variable("HOME"));

    [ContainerFact]
    public void Additional_groups_are_those_of_the_config_and_of_the_flags() =>
        Assert.Equal(
            [7L, 9L, 10L], Probe("--additional-gids", "9", "--additional-gids", "10").Numbers("groups").Order());

    [ContainerFact]
    public void A_capability_is_added_and_nothing_becomes_inheritable()
    {
        Facts facts = Probe("--user", "0:0", "--cap", "CAP_NET_RAW");
        ulong expected = CapabilitySet.Of("CAP_KILL", "CAP_CHOWN", "CAP_NET_RAW");
        Assert.Equal((expected, expected, 0UL),
            (facts.Capabilities("bounding"), facts.Capabilities("effective"), facts.Capabilities("inheritable")));
    }

    [ContainerTheory]
    [InlineData(false, null, false)]
    [InlineData(false, "--no-new-privs", true)]
    [InlineData(true, null, true)]
    [InlineData(true, "--no-new-privs=false", false)]
    public void No_new_privileges_is_as_in_the_config_unless_the_flag_says_otherwise(
        bool config, string? flag, bool seen)
    {
        Container container = Container(spec => spec.Set("process.noNewPrivileges", config)).RunSleeping();
        Assert.Equal(seen, container.ExecWith(flag is null ? [] : [flag], "/bin/probe", "facts").Succeeded().Facts()
            .Flag("noNewPrivileges"));
    }

    [ContainerFact]
    public void A_process_file_says_it_all()
    {
        string file = Sandbox.MakeFile("process.json", """
            {
              "args": ["/bin/probe", "facts"], "cwd": "/home", "env": ["ONLY=1", "PATH=/bin"],
              "user": {"uid": 11, "gid": 12, "additionalGids": [13]},
              "capabilities": {"bounding": ["CAP_KILL"]}, "noNewPrivileges": false,
              "rlimits": [{"type": "RLIMIT_CORE", "soft": 33, "hard": 44}]
            }
            """);
        Facts facts = Running.ExecWith(["--process", file]).Succeeded().Facts();
        Assert.Equal(("/home", "1", null), (facts.Text("cwd"), facts.Variable("ONLY"), facts.Variable("FROM_CONFIG")));
        Assert.Equal((11, 12), (facts.Numbers("uid")[0], facts.Numbers("gid")[0]));
        Assert.Equal([13L], facts.Numbers("groups"));
        Assert.Equal(((33UL, 44UL), false), (facts.Limit("RLIMIT_CORE"), facts.Flag("noNewPrivileges")));
        Assert.Equal(CapabilitySet.Of("CAP_KILL"), facts.Capabilities("bounding"));
    }

    [ContainerTheory]
    [InlineData("-e", "SHORT=1", "SHORT")]
    [InlineData("--env", "LONG=1", "LONG")]
    [InlineData("-env", "ONE_DASH=1", "ONE_DASH")]
    public void A_flag_may_be_written_in_each_of_its_forms(string flag, string value, string name) =>
        Assert.Equal("1", Probe(flag, value).Variable(name));

    [ContainerFact(RuncDiffers = "does not apply these two of a process file")]
    public void The_umask_and_the_oom_score_of_a_process_file_hold()
    {
        string file = Sandbox.MakeFile("process.json",
            """{"args":["/bin/probe","facts"],"cwd":"/","user":{"uid":0,"gid":0,"umask":63},"oomScoreAdj":222}""");
        Facts facts = Running.ExecWith(["--process", file]).Succeeded().Facts();
        Assert.Equal((63, 222), (facts.Number("umask"), facts.Number("oomScoreAdj")));
    }

    [ContainerTheory]
    [InlineData("exit", "0", 0)]
    [InlineData("exit", "3", 3)]
    [InlineData("exit", "255", 255)]
    [InlineData("kill", "SIGKILL", 137)]
    [InlineData("kill", "SIGSEGV", 139)]
    [InlineData("kill", "SIGTERM", 143)]
    public void The_exit_code_is_that_of_the_process(string verb, string argument, int exitCode) =>
        Running.Exec("/bin/probe", verb, argument).Exited(exitCode);

    [ContainerFact]
    public void Detached_it_goes_on_alone_and_its_pid_is_in_the_file()
    {
        string pidFile = Path.Combine(Sandbox.Path, "exec.pid");
        Running.ExecWith(["--detach", "--pid-file", pidFile], "/bin/probe", "sleep").Succeeded();
        int pid = int.Parse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture);
        Assert.NotEqual(Running.Pid, pid);
        Eventually.True(() => File.ReadAllText($"/proc/{pid}/comm").Trim() == "probe", "the process executed");
        Sandbox.Command("kill", "-9", pid.ToString(CultureInfo.InvariantCulture)).Succeeded();
        Assert.Equal("running", Running.Status);
    }

    [ContainerFact]
    public void Standard_input_is_the_callers()
    {
        string file = Sandbox.MakeFile("input", "from the caller\n");
        Result result = Running.BeginExec(new Launch { Stdin = file }, [], "/bin/cat").Wait().Succeeded();
        Assert.Equal("from the caller\n", result.Stdout);
    }

    [ContainerFact]
    public void A_foreground_process_gets_the_signals_of_the_runtime()
    {
        using Invocation exec = Running.BeginExec(Launch.Default, [], "/bin/probe", "signals");
        Eventually.True(() => exec.Stdout.StartsWith("ready", System.StringComparison.Ordinal), "the process listens");
        Sandbox.Command("kill", "-USR1", exec.Pid.ToString(CultureInfo.InvariantCulture)).Succeeded();
        Eventually.True(() => exec.Stdout.Contains("SIGUSR1", System.StringComparison.Ordinal), "SIGUSR1 seen inside");
        Sandbox.Command("kill", "-TERM", exec.Pid.ToString(CultureInfo.InvariantCulture)).Succeeded();
        Assert.Contains("SIGTERM", exec.Wait().Succeeded().Stdout, System.StringComparison.Ordinal);
    }

    [ContainerTheory]
    [InlineData("no-such-program", "executable file not found in $PATH")]
    [InlineData("/bin/no-such-program", "no such file or directory")]
    [InlineData("/etc/passwd", "permission denied")]
    public void What_cannot_be_executed_is_told_with_exit_code_255(string program, string reason) =>
        Running.Exec(program).Failed(255, program, reason);

    [ContainerTheory]
    [InlineData("--cwd", "relative", "cwd")]
    [InlineData("--cwd", "/no/such/directory", "/no/such/directory")]
    [InlineData("--env", "NO_EQUALS_SIGN", "NO_EQUALS_SIGN")]
    [InlineData("--process", "/no/such/file", "/no/such/file")]
    [InlineData("--pid-file", "/no/such/directory/pid", "/no/such/directory")]
    [InlineData("--additional-gids", "-1", "additional-gids must be a positive number -1")]
    [InlineData("--apparmor", "no-such-profile", "apparmor")]
    public void A_bad_flag_is_told_with_exit_code_255(string flag, string value, string fragment) =>
        Running.ExecWith([flag, value], "/bin/true").Failed(255, fragment);

    [ContainerFact]
    public void The_ambient_set_gets_a_capability_only_where_it_is_inheritable()
    {
        Container container = Container(spec => spec.Capabilities("CAP_KILL", "CAP_CHOWN")
            .Set("process.capabilities.inheritable", Spec.Texts(["CAP_CHOWN"]))
                .Set("process.user.uid", 0)).RunSleeping();
        ulong Ambient(string capability) =>
            container.ExecWith(
                ["--cap", capability], "/bin/probe", "facts").Succeeded().Facts().Capabilities("ambient");
        Assert.Equal(CapabilitySet.Of("CAP_CHOWN"), Ambient("CAP_CHOWN"));
        Assert.Equal(0UL, Ambient("CAP_NET_RAW"));
    }

    [ContainerFact]
    public void A_process_file_is_looked_for_from_where_the_runtime_is_and_other_flags_about_the_process_do_not_count()
    {
        Sandbox.MakeFile(
            "process.json",
            """{"args": ["/bin/probe", "facts"], "cwd": "/home", "env": ["PATH=/bin"], "user": {"uid": 3, "gid": 4}}""");
        Facts facts = Running.BeginExec(new Launch { WorkingDirectory = Sandbox.Path },
            ["--process", "process.json", "--cwd", "/var", "--env", "A=1", "--user", "9:9", "-g", "8"]).Wait()
                .Succeeded().Facts();
        Assert.Equal(
            ("/home", null, 3L, 4L),
            (facts.Text("cwd"), facts.Variable("A"), facts.Numbers("uid")[0], facts.Numbers("gid")[0]));
        Assert.Empty(facts.Numbers("groups"));
    }

    [ContainerFact]
    public void A_broken_process_file_is_an_error() =>
        Running.ExecWith(["--process", Sandbox.MakeFile("process.json", """{"args":["/bin/true" """)]).Failed(255);

    [ContainerFact]
    public void Without_a_command_it_is_an_error() => Running.Exec().Failed(255);

    [ContainerFact]
    public void It_ends_with_the_container()
    {
        Container container = Container().RunSleeping();
        using Invocation exec = container.BeginExec(Launch.Default, [], "/bin/probe", "signals");
        Eventually.True(() => exec.Stdout.StartsWith("ready", System.StringComparison.Ordinal), "the process listens");
        container.Kill().Succeeded();
        exec.Wait().Exited(137);
    }

    [ContainerFact]
    public void A_created_container_can_be_entered_before_its_start()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.Create().Succeeded();
        Assert.Equal(File.ResolveLinkTarget($"/proc/{container.Pid}/ns/net", false)!.Name,
            container.Exec("/bin/probe", "facts").Succeeded().Facts().Namespace("net"));
        container.Start().Succeeded();
    }

    private Facts Probe(params string[] options) =>
        Running.ExecWith(options, "/bin/probe", "facts").Succeeded().Facts();

    public sealed class Target() : SleepingContainer(spec => spec
        .Set("process.cwd", "/usr").Env("FROM_CONFIG=of the config").Capabilities("CAP_KILL", "CAP_CHOWN")
        .Set("process.user", JsonNode.Parse("""{"uid":5,"gid":6,"additionalGids":[7]}"""))
        .Set("process.rlimits", JsonNode.Parse("""[{"type":"RLIMIT_CORE","soft":64,"hard":128}]""")));
}
