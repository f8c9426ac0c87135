// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Build.Syntax.Instructions;

namespace Husk.Build.Graph;

/// <summary>What a RUN executes, its heredocs put where they belong.</summary>
/// <param name="Arguments">The words.</param>
/// <param name="Script">A heredoc that says by itself what runs it (<c>#!</c>): a file at <see cref="ScriptPath"/>;
/// null for none.</param>
internal sealed record RunCommand(IReadOnlyList<string> Arguments, Heredoc? Script)
{
    private const string Scripts = "/dev/pipes/";

    public string ScriptPath => Scripts + Script!.Name;

    public static RunCommand Of(StageState state, RunInstruction run)
    {
        if (run.Heredocs.Count == 0 || !run.Command.IsShell)
            return new RunCommand(Configuration.Words(state, run.Command), null);
        string line = run.Command.Words[0].Trim();
        Heredoc first = run.Heredocs[0];
        if (run.Heredocs.Count > 1 || !IsAlone(line))
        {
            // The shell reads them itself.
            var text = new StringBuilder(line);
            foreach (Heredoc heredoc in run.Heredocs)
                text.Append('\n').Append(heredoc.RawContent).Append(heredoc.Name);
            return new RunCommand(Configuration.Words(state, new CommandLine([text.ToString()], IsShell: true)), null);
        }

        return first.Content.StartsWith("#!", StringComparison.Ordinal)
            ? new RunCommand(Configuration.Words(state, new CommandLine([Scripts + first.Name], IsShell: true)), first)
            : new RunCommand(Configuration.Words(state, new CommandLine([first.Content], IsShell: true)), null);
    }

    /// <summary>As the image's history has it: <c>|1 NAME=value /bin/sh -c make</c>.</summary>
    public string Told(StageState state)
    {
        string[] arguments =
            [.. state.Arguments.Select(argument => $"{argument.Key}={state.Variable(argument.Key) ?? ""}")];
        string[] counted = arguments.Length == 0
            ? []
            : [FormattableString.Invariant($"|{arguments.Length}"), .. arguments];
        return "RUN " + string.Join(' ', counted.Concat(Arguments)) + " # buildkit";
    }

    /// <summary>The instruction for people: of a heredoc its first line.</summary>
    public static string Shown(RunInstruction run)
    {
        if (run.Heredocs.Count == 0)
            return run.Text;
        string[] lines = run.Heredocs[0].Content.Trim().Split('\n');
        return $"{run.Text} ({lines[0].TrimEnd('\r')}{(lines.Length > 1 ? "..." : "")})";
    }

    // Nothing on the line but the heredoc's word.
    private static bool IsAlone(string line)
    {
        string rest = line.TrimStart([.. "0123456789"]);
        if (!rest.StartsWith("<<", StringComparison.Ordinal))
            return false;
        string word = rest[2..].TrimStart('-').Trim();
        return word.Length > 0 && !word.AsSpan().ContainsAny(" \t|&;<>()");
    }
}
