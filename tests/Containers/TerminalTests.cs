// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Linux;

namespace Husk.Containers.Tests;

/// <summary>`-it` at a terminal.</summary>
public sealed class TerminalTests(Engine engine) : IClassFixture<Engine>, IDisposable
{
    public void Dispose() => engine.Clear();

    [Fact]
    public void A_terminal_has_the_users_size_and_follows_it()
    {
        using var user = new Screen(engine, "run", "--rm", "-it", "--network", "none", "busybox", "sh");
        user.Await("/ # ");
        user.Type("stty size\n");
        user.Await("24 80");
        user.Resize(40, 100);
        user.Type("sleep 0.3; stty size\n");
        user.Await("40 100");
        user.Type("exit 4\n");
        Assert.Equal(4, user.ExitCode);
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void Keys_are_the_containers_until_the_detach_keys()
    {
        using (var user = new Screen(engine, "run", "-it", "--name", "stays", "--network", "none", "busybox", "sh"))
        {
            user.Await("/ # ");
            user.Type("echo be''gun\n");
            user.Await("begun");
            // Not before the shell's child says that it is there: on any terminal busybox's shell has what is typed
            // behind a line for itself, and a ^C for as long as it forks.
            user.Type("sh -c \"echo st''arted; exec cat\"\n");
            user.Await("started");
            user.Type("purr\n");
            user.Await("\r\npurr\r\npurr\r\n");
            user.Type("\u0003");
            user.Await("/ # ");
            user.Type("echo inter''rupted\n");
            user.Await("interrupted");
            user.Type("\u0010\u0011");
            Assert.Equal(0, user.ExitCode);
        }
        Assert.StartsWith("Up ", engine.Output("ps", "--format", "{{.Status}}"));

        using (var user = new Screen(engine, "attach", "stays"))
        {
            user.Type("echo back''again; exit 6\n");
            user.Await("backagain");
            Assert.Equal(6, user.ExitCode);
        }
        engine.Output("rm", "stays");
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void Start_is_left_by_the_keys_that_it_is_given()
    {
        engine.Output("create", "-it", "--name", "held", "--network", "none", "busybox", "sh");
        using (var user = new Screen(engine, "start", "-ai", "--detach-keys", "ctrl-x,x", "held"))
        {
            user.Await("/ # ");
            user.Type("\u0018x");
            Assert.Equal(0, user.ExitCode);
        }

        Assert.Equal("running\n", engine.Output("inspect", "-f", "{{.State.Status}}", "held"));
        engine.Output("rm", "-f", "held");
    }

    [Theory]
    [InlineData(@"^Successfully copied [\d.]+k?B to /.*/copy\r\n$")]
    [InlineData("^$", "--quiet")]
    public void A_copy_is_told_of_at_a_terminal_alone(string told, params string[] flags)
    {
        engine.Output("create", "--name", "held", "--network", "none", "busybox");
        string[] words = ["cp", .. flags, "held:/etc/passwd", engine["copy"]];
        using (var user = new Screen(engine, words))
        {
            Assert.Equal(0, user.ExitCode);
            Assert.Matches(told, user.Shown);
        }

        Assert.Equal((0, "", ""), engine.Run(words));
        engine.Output("rm", "held");
    }

    [Theory]
    [InlineData("\u0010\u0011")]
    [InlineData("\u0018x", "--detach-keys", "ctrl-x,x")]
    public void A_second_process_is_left_by_the_detach_keys(string keys, params string[] flags)
    {
        engine.Keep("--name", "held", "--network", "none");
        using (var user = new Screen(engine, ["exec", "-it", .. flags, "held", "sh"]))
        {
            user.Await("/ # ");
            user.Type("echo he''re; echo typed\u0010 > /seen\n");
            user.Await("here");
            user.Await("/ # ");
            user.Type(keys);
            user.Await("read escape sequence");
            Assert.Equal(1, user.ExitCode);
        }

        Assert.Equal("running\n", engine.Output("inspect", "-f", "{{.State.Status}}", "held"));
        engine.Output("rm", "-f", "held");
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void Keys_that_are_none_are_told_before_anything_is_done()
    {
        engine.Keep("--name", "held", "--network", "none");
        Assert.Contains("invalid detach keys (ctrl-nonsense)",
            engine.Error("exec", "-t", "--detach-keys", "ctrl-nonsense", "held", "touch", "/done"));
        Assert.Equal(1, engine.Run("exec", "held", "test", "-e", "/done").Code);
        engine.Output("rm", "-f", "held");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(100)]
    public void What_is_typed_before_the_shell_asks_is_for_the_shell(int milliseconds)
    {
        using var user = new Screen(engine, "run", "--rm", "-it", "--network", "none", "busybox", "sh");
        Poll.Wait([], TimeSpan.FromMilliseconds(milliseconds));
        user.Type("echo ear''ly; exit 7\n");
        user.Await("early");
        Assert.Equal(7, user.ExitCode);
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void Without_a_terminal_there_is_no_it() =>
        Assert.Contains("the input device is not a TTY", engine.Run("run", "--rm", "-it", "busybox").Error);

    /// <summary>A user at a terminal of 24 lines and 80 columns.</summary>
    private sealed class Screen : IDisposable
    {
        private readonly PseudoTerminal _terminal = PseudoTerminal.Open();
        private readonly SpawnedProcess _husk;
        private readonly StringBuilder _shown = new();
        private int _awaited;

        public Screen(Engine engine, params string[] words)
        {
            Terminal.Resize(_terminal.Master, new TerminalSize(24, 80));
            IDictionary<string, string?> environment = engine.StartInfo("husk").Environment;
            int slave = _terminal.Slave.Number;
            _husk = Spawn.Start(new SpawnRequest
            {
                // setsid makes the terminal the one that the session is controlled from.
                Program = "/usr/bin/setsid",
                Arguments = ["--ctty", "--wait", Engine.Program, .. words],
                Environment = [.. environment.Select(pair => $"{pair.Key}={pair.Value}")],
                NewSession = true,
                Fds = [new(slave, 0), new(slave, 1), new(slave, 2)],
            });
            _terminal.Slave.Dispose();
        }

        public string Shown => _shown.ToString();

        public int ExitCode
        {
            get
            {
                while (Read())
                {
                }
                return _husk.Wait().ShellCode;
            }
        }

        public void Type(string keys) => Fd.WriteAll(_terminal.Master, Encoding.UTF8.GetBytes(keys));

        public void Resize(ushort rows, ushort columns) =>
            Terminal.Resize(_terminal.Master, new TerminalSize(rows, columns));

        /// <summary>Waits for it to be shown after what was waited for last.</summary>
        public void Await(string text)
        {
            int at;
            while ((at = _shown.ToString().IndexOf(text, _awaited, StringComparison.Ordinal)) < 0)
                Assert.True(Read(), $"the terminal showed no {text}, but: {_shown}");
            _awaited = at + text.Length;
        }

        public void Dispose()
        {
            _husk.Dispose();
            _terminal.Dispose();
        }

        private bool Read()
        {
            Span<byte> buffer = stackalloc byte[4096];
            Assert.True(Poll.UntilReadable(_terminal.Master, TimeSpan.FromSeconds(30)),
                $"the terminal is silent after: {_shown}");
            try
            {
                int count = Fd.Read(_terminal.Master, buffer);
                _shown.Append(Encoding.UTF8.GetString(buffer[..count]));
                return count > 0;
            }
            catch (SyscallException)
            {
                // EIO: the last program that had it open is gone (pty(7)).
                return false;
            }
        }
    }
}
