// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;

namespace Husk.Containers.Tests;

/// <summary>`husk exec`: a further process in a container.</summary>
public sealed class ExecTests : IClassFixture<Engine>, IDisposable
{
    private readonly Engine _engine;

    public ExecTests(Engine engine)
    {
        _engine = engine;
        engine.Keep("--name", "cc", "-e", "OWN=1");
    }

    public void Dispose() => _engine.Clear();

    [Fact]
    public void Its_exit_code_is_the_process_s()
    {
        Assert.Equal((9, "out\n", "err\n"), _engine.Run("exec", "cc", "sh", "-c", "echo out; echo err >&2; exit 9"));
        Assert.Equal(137, _engine.Run("exec", "cc", "sh", "-c", "kill -9 $$").Code);
    }

    [Fact]
    public void What_cannot_be_executed_has_docker_s_words_and_codes()
    {
        Assert.Equal(
            (127, "", "OCI runtime exec failed: exec failed: unable to start container process: exec: \"nosuch\": executable file not found in $PATH\n"),
            _engine.Run("exec", "cc", "nosuch"));
        Assert.Equal(127, _engine.Run("exec", "cc", "/no/such").Code);
        (int code, _, string error) = _engine.Run("exec", "cc", "/etc");
        Assert.Equal(126, code);
        Assert.Contains("is a directory", error);
        (code, _, error) = _engine.Run("exec", "cc", "/etc/passwd");
        Assert.Equal(126, code);
        Assert.Contains("permission denied", error);
        Assert.Equal(125, _engine.Run("exec", "--nosuch", "cc", "true").Code);
    }

    [Fact]
    public void What_runs_is_told_by_inspect_also_when_its_caller_was_killed()
    {
        using (Process left = _engine.Start("exec", "cc", "sleep", "1000"))
        {
            Engine.Await(() => Ids() != "null", "the process is told of");
            Assert.Matches("^\\[\"[0-9a-f]{64}\"\\]$", Ids());
            left.Kill();
            left.WaitForExit();
        }
        Assert.NotEqual("null", Ids());
        _engine.Output("exec", "cc", "sh", "-c", "kill -9 $(pidof sleep | tr ' ' '\\n' | grep -vx 1)");
        Engine.Await(() => Ids() == "null", "what has ended is told of no more");

        string Ids() => _engine.Line("inspect", "-f", "{{json .ExecIDs}}", "cc");
    }

    [Fact]
    public void Environment_user_and_directory_are_as_asked_for()
    {
        File.WriteAllText(_engine["env"], "# comment\nFILE=2\n");
        string[] words = ["exec", "-e", "A=3", "--env-file", _engine["env"], "-u", "daemon", "-w", "/tmp", "cc", "sh",
            "-c", "echo $OWN$FILE$A; id -u; pwd"];
        Assert.Equal("123\n1\n/tmp", _engine.Line(words));
        Assert.Contains("unable to find user nosuch", _engine.Run("exec", "-u", "nosuch", "cc", "true").Error);
    }

    [Fact]
    public void Input_is_handed_on_only_with_i_and_to_its_end()
    {
        string input = new('x', 30_000);
        Assert.Equal((0, input, ""), _engine.RunWith(input, "exec", "-i", "cc", "cat"));
        Assert.Equal((0, "", ""), _engine.RunWith(input, "exec", "cc", "cat"));
    }

    [Fact]
    public void Detached_it_goes_on_alone()
    {
        Assert.Equal((0, "", ""), _engine.Run("exec", "-d", "cc", "sh", "-c", "sleep 0.3; echo there > /tmp/x"));
        Engine.Await(
            () => _engine.Run("exec", "cc", "cat", "/tmp/x").Out == "there\n", "what was detached has written");
    }

    [Fact]
    public void Privileged_it_has_all_capabilities()
    {
        string[] words = ["cc", "sh", "-c",
            "while read name value; do [ $name = CapEff: ] && echo $value; done < /proc/self/status; true"];
        Assert.Equal("00000000a80425fb", _engine.Line(["exec", .. words]));
        Assert.NotEqual("00000000a80425fb", _engine.Line(["exec", "--privileged", .. words]));
    }

    [Fact]
    public void A_terminal_has_the_size_of_the_user_s_and_the_type_xterm()
    {
        string output = Terminal(
            "stty rows 33 cols 101; \"$@\"", "exec", "-it", "cc", "sh", "-c", "stty size; tty; echo $TERM; exit 3");
        Assert.Equal("33 101\r\n/dev/pts/0\r\nxterm\r\n3", output);
        Assert.Equal((1, "", "the input device is not a TTY\n"), FirstLine(_engine.Run("exec", "-it", "cc", "true")));
    }

    [Fact]
    public void Only_in_a_container_that_runs_and_is_not_paused()
    {
        string id = _engine.Line("inspect", "-f", "{{.Id}}", "cc");
        _engine.Line("pause", "cc");
        Assert.Equal((1, "", "Error: Container cc is paused, unpause the container before exec\n"),
            _engine.Run("exec", "cc", "true"));
        _engine.Line("unpause", "cc");
        _engine.Line("kill", "cc");
        Assert.Equal((1, "", $"Error: container {id} is not running\n"), _engine.Run("exec", "cc", "true"));
        Assert.Equal((1, "", "Error: No such container: nobody\n"), _engine.Run("exec", "nobody", "true"));
    }

    [Fact]
    public void Nothing_stays_of_it()
    {
        _engine.Line("exec", "cc", "true");
        Terminal("\"$@\"", "exec", "-t", "cc", "true");
        Assert.Empty(Directory.GetFileSystemEntries(_engine["r/exec"]));
        // Nobody is there when what was left to itself ends, but the next one.
        _engine.Output("exec", "-d", "cc", "true");
        Engine.Await(() => _engine.Line("inspect", "-f", "{{json .ExecIDs}}", "cc") == "null", "it has ended");
        _engine.Line("exec", "cc", "true");
        Assert.Empty(Directory.GetFileSystemEntries(_engine["r/exec"]));
    }

    // script(1) gives it a terminal; the exit code comes as the last line.
    private string Terminal(string script, params string[] words)
    {
        string file = _engine["typed.sh"];
        string[] line = [_engine.Executable, .. words];
        File.WriteAllText(
            file, $"set -- {string.Join(' ', Array.ConvertAll(line, word => $"'{word}'"))}\n{script}\necho -n $?\n");
        // At the end of its own input script types one more character, which the terminal shows.
        return _engine.Tool("script", "-qec", $"sh {file}", "/dev/null").Replace("^@", "", StringComparison.Ordinal);
    }

    private static (int, string, string) FirstLine((int Code, string Out, string Error) outcome) =>
        (outcome.Code, outcome.Out, outcome.Error[..(outcome.Error.IndexOf('\n') + 1)]);
}
