// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Linux.Tests;
using Command = Husk.Linux.Tests.Command;

namespace Husk.Cli.Tests;

/// <summary>`husk completion`: what shells make of it.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("husk pul", "pull")]
    [InlineData("husk image prun", "prune")]
    [InlineData("husk --root /x image prun", "prune")]
    [InlineData("husk logs --fol", "--follow")]
    [InlineData("husk container logs --fol", "--follow")]
    [InlineData("husk --ro", "--root")]
    public void Bash_completes_words_and_flags(string typed, string completed)
    {
        Assert.Equal(completed, Bash(typed).TrimEnd('\n'));
    }

    [Theory]
    [InlineData("husk start bo", "husk start box")]
    [InlineData("husk volume rm bo", "husk volume rm box")]
    [InlineData("husk network inspect bo", "husk network inspect box")]
    [InlineData("husk run busybox:la", "husk run busybox:latest")]
    [InlineData("husk run busybox:", "husk run busybox:latest")]
    [InlineData("husk -l debug logs bo", "husk -l debug logs box")]
    [InlineData("husk --context default image pru", "husk --context default image prune")]
    public void Bash_completes_names_at_a_prompt(string typed, string completed)
    {
        File.WriteAllText(_scratch["husk.bash"], CompletionScript.Bash());
        // What readline made of the line is what runs (bash(1), READLINE): a function of the command's name shows it, and
        // ends the shell: the end of the keys does not, where it comes before readline has the terminal. script(1) starts
        // $SHELL, or sh where that is not set: no job of a shell between, which would not have the terminal.
        File.WriteAllText(_scratch["try.sh"], """
            printf '%s\n' "source $1; PS1=" > "$3.rc"
            printf '%s\t\x01print "\x05"\n' "$2" > "$3.keys"
            printf 'print() { printf "COMPLETED: %%s\n" "$1"; exit; }\n' >> "$3.rc"
            SHELL=/bin/sh timeout -s KILL 60 script -qec "exec bash --rcfile $3.rc -i" /dev/null < "$3.keys" |
              tr -d '\r' | sed -n 's/.*COMPLETED: //p'
            """);
        Assert.Equal(completed, Command.Output("env", Path(), "bash", _scratch["try.sh"], _scratch["husk.bash"], typed,
            _scratch["prompt"]).TrimEnd());
    }

    [Fact]
    public void Every_command_is_offered_and_no_hidden_one()
    {
        string[] offered = Bash("husk ").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            CommandTable.All.Where(command => !command.IsHidden).SelectMany(command => command.Names)
                .Select(name => name.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal),
            offered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Fish_is_told_of_every_flag()
    {
        string script = CompletionScript.Fish();
        Assert.All(
            CommandTable.All.Where(command => !command.IsHidden).SelectMany(command => command.Flags)
                .Where(flag => flag.SameAs is null),
            flag => Assert.Contains($" -l {flag.Name} ", script));
    }

    [Theory]
    [InlineData("husk pul", "husk pull")]
    [InlineData("husk image prun", "husk image prune")]
    [InlineData("husk --root /x image prun", "husk --root /x image prune")]
    [InlineData("husk container logs --fol", "husk container logs --follow")]
    [InlineData("husk --ro", "husk --root")]
    [InlineData("husk start bo", "husk start box")]
    public void Zsh_completes_what_is_typed(string typed, string completed)
    {
        File.WriteAllText(_scratch["husk.zsh"], CompletionScript.Zsh());
        // A shell at a terminal (zshmodules(1), zpty): the tab key, then to the start of the line, to print what it has
        // become.
        File.WriteAllText(_scratch["try.zsh"], $$"""
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell 'PS1=; autoload -Uz compinit && compinit -D -u; source {{_scratch["husk.zsh"]}}; print READY'
            zpty -r shell seen '*READY*READY*'
            zpty -w -n shell "$1"$'\t\x01print -r -- "COMPLETED: \x05"\n'
            zpty -r shell seen $'*\nCOMPLETED: *\n'
            print -r -- "${seen##*$'\n'COMPLETED: }"
            zpty -d shell
            """);
        Assert.Equal(completed,
            Command.Output("env", Path(), "timeout", "30", "zsh", "-f", _scratch["try.zsh"], typed).TrimEnd());
    }

    [Theory]
    [InlineData("husk pul", "pull")]
    [InlineData("husk image prun", "prune")]
    [InlineData("husk --root /x image prun", "prune")]
    [InlineData("husk container logs --fol", "--follow")]
    [InlineData("husk --ro", "--root")]
    [InlineData("husk start bo", "box")]
    public void Fish_completes_what_is_typed(string typed, string completed)
    {
        File.WriteAllText(_scratch["husk.fish"], CompletionScript.Fish());
        string offered = Command.Output("env", Path(), $"HOME={_scratch.Path}", "fish", "--no-config", "-c",
            $"source {_scratch["husk.fish"]}; complete -C '{typed}'");
        // Behind a tab stands what it is for.
        Assert.Equal([completed], offered.TrimEnd('\n').Split('\n').Select(line => line.Split('\t')[0]));
    }

    // With a husk that has one container, and one image.
    private string Path()
    {
        File.WriteAllText(_scratch["husk"], "#!/bin/sh\necho box\necho busybox:latest\n");
        File.SetUnixFileMode(_scratch["husk"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return $"PATH={_scratch.Path}:{Environment.GetEnvironmentVariable("PATH")}";
    }

    private string Bash(string typed)
    {
        File.WriteAllText(_scratch["husk.bash"], CompletionScript.Bash());
        string[] words = typed.Split(' ');
        File.WriteAllText(_scratch["try.sh"], $"""
            . {_scratch["husk.bash"]}
            COMP_WORDS=({string.Join(' ', words.Select(word => $"'{word}'"))})
            COMP_CWORD={words.Length - 1}
            _husk
            printf '%s\n' "@COMPREPLY@"
            """.Replace("@COMPREPLY@", "${COMPREPLY[@]}", StringComparison.Ordinal));
        return Command.Output("bash", _scratch["try.sh"]);
    }
}
