// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Cli.Commands;
using Husk.Runtime.Cli.Output;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Tests.Commands;

/// <summary>Each flag reaches the request it is for; and none that was not given is set.</summary>
public sealed class RequestsTests
{
    private static readonly string Here = Directory.GetCurrentDirectory();

    [Fact]
    public void Create_without_flags_asks_for_the_bundle_in_the_current_directory() =>
        Assert.Equal(new CreateRequest { Id = "a", Bundle = Here }, Requests.Create(Line("create", "a")));

    [Theory]
    [InlineData("--bundle /b")]
    [InlineData("--config c.json")]
    [InlineData("--console-socket s")]
    [InlineData("--pidfd-socket /p")]
    [InlineData("--pid-file f")]
    [InlineData("--no-pivot")]
    [InlineData("--no-new-keyring")]
    [InlineData("--preserve-fds 3")]
    public void Each_flag_of_create_sets_its_own_member(string flag)
    {
        var plain = new CreateRequest { Id = "a", Bundle = Here };
        CreateRequest expected = flag.Split(' ')[0] switch
        {
            "--bundle" => plain with { Bundle = "/b" },
            "--config" => plain with { Config = Here + "/c.json" },
            "--console-socket" => plain with { ConsoleSocket = Here + "/s" },
            "--pidfd-socket" => plain with { PidfdSocket = "/p" },
            "--pid-file" => plain with { PidFile = Here + "/f" },
            "--no-pivot" => plain with { NoPivot = true },
            "--no-new-keyring" => plain with { NoNewKeyring = true },
            _ => plain with { PreserveFds = 3 },
        };

        Assert.Equal(expected, Requests.Create(Line("create", [.. flag.Split(' '), "a"])));
        RunRequest run = Requests.Run(Line("run", [.. flag.Split(' '), "a"]));
        string members = run.ToString()["RunRequest { ".Length..].Split(", Detach")[0];
        Assert.Equal(expected.ToString()["CreateRequest { ".Length..^2], members);
    }

    [Fact]
    public void Run_has_flags_of_its_own()
    {
        var plain = new RunRequest { Id = "a", Bundle = Here };

        Assert.Equal(plain, Requests.Run(Line("run", "a")));
        Assert.Equal(plain with { Detach = true }, Requests.Run(Line("run", "-d", "a")));
        Assert.Equal(plain with { Keep = true }, Requests.Run(Line("run", "--keep", "a")));
        Assert.Equal(plain with { NoSubreaper = true }, Requests.Run(Line("run", "-no-subreaper", "a")));
    }

    [Fact]
    public void Exec_takes_everything_after_the_id_as_the_command()
    {
        ExecRequest request = Requests.Exec(Line("exec", "-t", "a", "ls", "-t", "--env", "--", "x"));

        Assert.Equal("a", request.Id);
        Assert.Equal(["ls", "-t", "--env", "--", "x"], request.Args);
        Assert.True(request.Terminal);
        Assert.Empty(request.Env);
    }

    [Fact]
    public void Exec_without_flags_asks_for_nothing_but_the_command()
    {
        ExecRequest request = Requests.Exec(Line("exec", "a", "ls"));

        Assert.Null(request.ProcessFile);
        Assert.Null(request.Cwd);
        Assert.Null(request.User);
        Assert.Null(request.AppArmorProfile);
        Assert.Null(request.SelinuxLabel);
        Assert.Null(request.ConsoleSocket);
        Assert.Null(request.PidFile);
        Assert.Null(request.PidfdSocket);
        Assert.Empty(request.Env);
        Assert.Empty(request.AdditionalGids);
        Assert.Empty(request.Capabilities);
        Assert.Empty(request.Cgroup);
        Assert.False(request.Terminal || request.IgnorePaused || request.Detach);
        Assert.Null(request.NoNewPrivileges);
        Assert.Equal(0, request.PreserveFds);
    }

    [Fact]
    public void Each_flag_of_exec_sets_its_own_member()
    {
        ExecRequest request = Requests.Exec(Line(
            "exec", "--process", "p.json", "--cwd", "/w", "-e", "A=1", "--env", "B=2,C=3", "--user", "1000:100",
            "-g", "10", "-g", "0x14", "-c", "CAP_KILL", "--cap", "CAP_CHOWN", "--no-new-privs", "--apparmor", "prof",
            "--process-label", "l", "--cgroup", "cpu,memory:x", "--cgroup", "pids:y", "--ignore-paused", "-d",
            "--console-socket", "s", "--pid-file", "f", "--pidfd-socket", "q", "--preserve-fds", "2", "a"));

        Assert.Equal(Here + "/p.json", request.ProcessFile);
        Assert.Equal("/w", request.Cwd);
        Assert.Equal(["A=1", "B=2,C=3"], request.Env);
        Assert.Equal("1000:100", request.User);
        Assert.Equal([10u, 20u], request.AdditionalGids);
        Assert.Equal(["CAP_KILL", "CAP_CHOWN"], request.Capabilities);
        Assert.True(request.NoNewPrivileges);
        Assert.Equal("prof", request.AppArmorProfile);
        Assert.Equal("l", request.SelinuxLabel);
        Assert.Equal(["cpu,memory:x", "pids:y"], request.Cgroup);
        Assert.True(request.IgnorePaused);
        Assert.True(request.Detach);
        Assert.False(request.Terminal);
        Assert.Equal(Here + "/s", request.ConsoleSocket);
        Assert.Equal(Here + "/f", request.PidFile);
        Assert.Equal(Here + "/q", request.PidfdSocket);
        Assert.Equal(2, request.PreserveFds);
        Assert.Empty(request.Args);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("1000", true)]
    [InlineData("1000:1000", true)]
    [InlineData("4294967294:0", true)]
    [InlineData("4294967295", false)]
    [InlineData("4294967296", false)]
    [InlineData("-1", false)]
    [InlineData("+1", false)]
    [InlineData(" 1", false)]
    [InlineData("0x10", false)]
    [InlineData("1:", false)]
    [InlineData(":1", false)]
    [InlineData(":", false)]
    [InlineData("1:2:3", false)]
    [InlineData("root", false)]
    [InlineData("1000 ", false)]
    [InlineData("٣", false)]
    public void A_user_is_one_number_or_two(string user, bool isFine)
    {
        Invocation line = Line("exec", "--user", user, "a", "ls");

        if (isFine)
        {
            Assert.Equal(user, Requests.Exec(line).User);
            return;
        }
        LifecycleException refusal = Assert.Throws<LifecycleException>(() => Requests.Exec(line));
        Assert.Equal($"--user {user}: give UID or UID:GID, as numbers", refusal.Message);
    }

    [Theory]
    [InlineData("exec", "--additional-gids=-1", "additional-gids must be a positive number -1")]
    [InlineData("exec", "--additional-gids=4294967295", "additional-gids must be a positive number 4294967295")]
    [InlineData("exec", "--preserve-fds=-1", "--preserve-fds -1: not a number of file descriptors")]
    [InlineData("create", "--preserve-fds=-1", "--preserve-fds -1: not a number of file descriptors")]
    [InlineData("run", "--preserve-fds=4294967296", "--preserve-fds 4294967296: not a number of file descriptors")]
    public void A_number_that_cannot_be_meant_is_refused(string command, string flag, string message)
    {
        Invocation line = Line(command, flag, "a", "ls");
        Func<object> request = command switch
        {
            "exec" => () => Requests.Exec(line),
            "run" => () => Requests.Run(line),
            _ => () => Requests.Create(line),
        };

        Assert.Equal(message, Assert.Throws<LifecycleException>(request).Message);
    }

    private static Invocation Line(string command, params string[] words)
    {
        Command row = CommandTable.Find(command);
        FlagValues flags = FlagParser.Parse(row.Flags, words, row, out int used);
        GlobalOptions options = GlobalOptions.Parse([], out _);
        return new Invocation(options, flags, words[used..], OutputStream.StandardOutput, Log.Early());
    }
}
