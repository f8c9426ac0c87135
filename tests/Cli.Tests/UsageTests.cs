// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.Linq;
using Husk.Cli.CommandLine;

namespace Husk.Cli.Tests;

/// <summary>Mistakes in the command line, and help: docker 28's words and exit codes.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly Husk _husk = new();

    public void Dispose() => _husk.Dispose();

    [Theory]
    [InlineData("pull --nope x", 125,
        "unknown flag: --nope\n\nUsage:  husk pull [OPTIONS] NAME[:TAG|@DIGEST]\n\nRun 'husk pull --help' for more information\n")]
    [InlineData("pull", 1,
        "husk: 'husk pull' requires 1 argument\n\nUsage:  husk pull [OPTIONS] NAME[:TAG|@DIGEST]\n\nRun 'husk pull --help' for more information\n")]
    [InlineData("image tag a", 1,
        "husk: 'husk image tag' requires 2 arguments\n\nUsage:  husk image tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]\n\nRun 'husk image tag --help' for more information\n")]
    [InlineData("images a b", 1,
        "husk: 'husk images' requires at most 1 argument\n\nUsage:  husk images [OPTIONS] [REPOSITORY[:TAG]]\n\nRun 'husk images --help' for more information\n")]
    [InlineData("rmi", 1,
        "husk: 'husk rmi' requires at least 1 argument\n\nUsage:  husk rmi [OPTIONS] IMAGE [IMAGE...]\n\nSee 'husk rmi --help' for more information\n")]
    [InlineData("nope", 1, "husk: unknown command: husk nope\n\nRun 'husk --help' for more information\n")]
    [InlineData("image nope", 1,
        "husk: unknown command: husk image nope\n\nUsage:  husk image\n\nRun 'husk image --help' for more information\n")]
    [InlineData("pull --all-tags busybox:1", 1, "Error: tag can't be used with --all-tags/-a\n")]
    [InlineData("push --all-tags busybox:1", 1, "Error: tag can't be used with --all-tags/-a\n")]
    [InlineData(
        "pull UPPER", 1, "Error: invalid reference format: repository name (library/UPPER) must be lowercase\n")]
    public void A_mistake_is_told(string line, int code, string error) =>
        Assert.Equal((code, "", error), _husk.Run(line.Split(' ')));

    [Theory]
    [InlineData("-c other images", "context \"other\" not found: there is no daemon, and so no context but \"default\"")]
    [InlineData("-l loud images", "Unable to parse logging level: loud")]
    [InlineData("-H tcp://host:2375 images", "--host: husk works on this machine, without a daemon to connect to")]
    [InlineData("--tlsverify images", "--tlsverify: husk works on this machine, without a daemon to connect to")]
    [InlineData("--tlscacert x images", "--tlscacert: husk works on this machine, without a daemon to connect to")]
    public void What_needs_a_daemon_is_refused_by_name(string line, string error)
    {
        (int code, string output, string told) = _husk.Run(line.Split(' '));
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("Error: " + error, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DOCKER_HOST", "tcp://host:2375")]
    [InlineData("DOCKER_HOST", "ssh://host")]
    [InlineData("DOCKER_HOST", "host:2375")]
    [InlineData("DOCKER_CONTEXT", "far")]
    public void What_is_meant_for_another_machine_is_not_done_here(string variable, string value)
    {
        string error = With("images", (variable, value)).Error;
        Assert.Matches(variable == "DOCKER_HOST"
            ? $"^Error: DOCKER_HOST={value}: husk works on this machine, [^\n]*ssh HOST husk[^\n]*unset DOCKER_HOST[^\n]*\n$"
            : "^Error: context \"far\" not found: [^\n]*\n$", error);
        Assert.Equal(0, With("--version", (variable, value)).Code);
        Assert.Equal(0, With("images --help", (variable, value)).Code);
        Assert.Equal((0, ""), With("-c default images -q", (variable, value)));
    }

    [Fact]
    public void A_daemon_of_this_machine_is_passed_over()
    {
        Assert.Equal((0, ""), With("images -q", ("DOCKER_HOST", "unix:///run/docker.sock")));
        Assert.Equal((0, ""), With("images -q", ("DOCKER_HOST", "")));
        Assert.Equal((0, ""), With("images -q", ("DOCKER_CONTEXT", "default")));
        // As docker's client, which says that it is overridden.
        Assert.Equal((0, ""), With("images -q", ("DOCKER_HOST", "unix:///x"), ("DOCKER_CONTEXT", "far")));
    }

    private (int Code, string Error) With(string line, params (string Name, string Value)[] variables)
    {
        ProcessStartInfo start = _husk.StartInfo(_husk.Executable, line.Split(' '));
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        using Process husk = Process.Start(start)!;
        husk.StandardInput.Close();
        husk.StandardOutput.ReadToEnd();
        string error = husk.StandardError.ReadToEnd();
        husk.WaitForExit();
        return (husk.ExitCode, error);
    }

    [Fact]
    public void Docker_s_global_flags_that_have_a_meaning_are_taken()
    {
        Assert.Equal((0, "default\n", ""), _husk.Run("--context", "default", "context", "show"));
        Assert.Equal(0, _husk.Run("-l", "debug", "images").Item1);
    }

    [Fact]
    public void Every_command_has_help_under_each_of_its_names()
    {
        foreach (Command command in CommandTable.All)
        {
            foreach (string name in command.Names)
            {
                string help = HelpText.Of(command, name);
                Assert.StartsWith($"Usage:  husk {name}", help);
                Assert.All(command.OwnFlags,
                    flag => Assert.Equal(
                        flag.SameAs is null, help.Contains($" --{flag.Name} ") || help.Contains($" --{flag.Name}\n")));
                Assert.All(help.Split('\n'),
                    line => Assert.True(
                        line.Length <= 100 || line.StartsWith("Usage:", StringComparison.Ordinal), line));
            }
        }
        Assert.Equal(HelpText.Of(PullRow, "pull"), _husk.Output("pull", "--help"));
        Assert.Contains("\nAliases:\n  husk image pull, husk pull\n", _husk.Output("pull", "-h"));
    }

    [Fact]
    public void A_group_lists_what_is_below_it()
    {
        // Not asked for: on standard error, as docker's.
        string help = _husk.Run("image").Error;

        Assert.StartsWith("Usage:  husk image COMMAND\n", help);
        Assert.All(
            CommandTable.Below("image"), command => Assert.Contains($"\n  {HelpText.Under(command, "image")} ", help));
        Assert.Equal(help, _husk.Output("image", "--help"));
    }

    [Fact]
    public void No_name_is_given_twice() =>
        Assert.Equal(CommandTable.All.Sum(command => command.Names.Length),
            CommandTable.All.SelectMany(command => command.Names).Distinct().Count());

    private static Command PullRow => CommandTable.Find(["pull"], out _)!;
}
