// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Husk.Containers.Tests;
using Husk.Linux.Tests;

namespace Husk.Builds.Tests;

/// <summary>RUN --mount=type=ssh, with OpenSSH's ssh-add in the step.</summary>
public sealed class AgentTests(BuildGround ground) : IClassFixture<BuildGround>
{
    private const string Step = "FROM busybox\nCOPY tools /\nUSER 1234\nRUN --mount=type=ssh{0},uid=1234,gid=5,mode=0640 stat -c '%F %u %g %a' $SSH_AUTH_SOCK && ssh-add -l\n";

    [Fact]
    public void A_key_is_held_in_an_agent_as_long_as_the_build_takes()
    {
        (string key, string fingerprint) = Key("held");
        string told = ground.Build(Context(""), "--ssh", $"default={key}");
        Assert.Contains("socket 1234 5 640", told);
        Assert.Contains(fingerprint, told);
        Engine.Await(() => !Agents().Any(), "the agent has ended");
        ground.AssertNothingIsLeft();
    }

    [Fact]
    public void An_agent_that_there_is_speaks_to_every_user_of_a_step()
    {
        (string key, string fingerprint) = Key("given");
        string socket = ground.Husk["agent.socket"];
        using Process agent = Process.Start("sh", ["-c", $"exec ssh-agent -D -a {socket} > /dev/null"]);
        try
        {
            // The file is there before anybody listens. 1 says that the agent has no keys, 2 that it does not answer;
            // ssh-add(1).
            Engine.Await(() => Command.Run("env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-l").ExitCode == 1,
                "the agent listens");
            Command.Shell($"SSH_AUTH_SOCK={socket} ssh-add -q {key}");
            Assert.Contains(fingerprint, ground.Build(Context(",id=given"), "--ssh", $"given={socket}"));
            // Given as the environment has it, and missed by the step that wants another one.
            Environment.SetEnvironmentVariable("SSH_AUTH_SOCK", socket);
            string other = ground.Context("FROM busybox\nRUN --mount=type=ssh,id=other,required=true true\n");
            Assert.Contains("no SSH key \"other\" forwarded from the client", ground.Fail(other, "--ssh", "default"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("SSH_AUTH_SOCK", null);
            agent.Kill();
            agent.WaitForExit();
        }
    }

    [Fact]
    public void What_is_neither_a_socket_nor_a_key_is_refused()
    {
        string context = ground.Context("FROM busybox\nRUN --mount=type=ssh true\n"), file = ground.Husk["no-key"];
        Assert.Contains("neither a socket nor a key at /nowhere", ground.Fail(context, "--ssh", "default=/nowhere"));
        File.WriteAllText(file, "no key\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        Assert.Contains(
            $"cannot hold {file} in an ssh agent: Error loading key", ground.Fail(context, "--ssh", $"default={file}"));
        Engine.Await(() => !Agents().Any(), "the agent has ended");
        ground.AssertNothingIsLeft();
    }

    private static string[] Agents() =>
        [.. Directory.GetDirectories("/proc")
            .Where(process =>
                CommandLine(process).StartsWith("/usr/bin/ssh-agent\0-a\0agent-", StringComparison.Ordinal))];

    private static string CommandLine(string process)
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(process)[0]) ? File.ReadAllText(process + "/cmdline") : "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private (string Path, string Fingerprint) Key(string name)
    {
        string path = ground.Husk[name];
        return (path, Command.Shell($"ssh-keygen -q -t ed25519 -N '' -f {path} && ssh-keygen -lf {path}")
            .Split(' ')[1]);
    }

    private string Context(string id)
    {
        string context = ground.Context(string.Format(null, Step, id));
        Command.Shell($"cd {context}; for file in $(command -v ssh-add) $(ldd $(command -v ssh-add) | grep -o '/[^ ]*'); do install -D $file tools$file; done");
        return context;
    }
}
