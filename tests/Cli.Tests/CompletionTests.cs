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

    [Fact]
    public void Every_command_is_offered_and_no_hidden_one()
    {
        string[] offered = Bash("husk ").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            CommandTable.All.Where(command => !command.IsHidden).SelectMany(command => command.Names).Select(name => name.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal),
            offered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Fish_is_told_of_every_flag()
    {
        string script = CompletionScript.Fish();
        Assert.All(
            CommandTable.All.Where(command => !command.IsHidden).SelectMany(command => command.Flags).Where(flag => flag.SameAs is null),
            flag => Assert.Contains($" -l {flag.Name} ", script));
    }

    [Fact]
    public void Zsh_gets_bash_s_with_arrays_of_its_own()
    {
        string script = CompletionScript.Zsh();
        Assert.StartsWith("#compdef husk\n", script);
        Assert.DoesNotContain("mapfile", script);
        File.WriteAllText(_scratch["zsh"], script);
        // What it has of bash's own is still bash.
        Command.Output("bash", "-n", _scratch["zsh"]);
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
