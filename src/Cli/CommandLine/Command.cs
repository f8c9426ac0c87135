// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using System.Threading.Tasks;

namespace Husk.Cli.CommandLine;

/// <summary>One command, under all the names it has.</summary>
/// <param name="Names">Words after the program's name: <c>image pull</c>, <c>pull</c>; in the order in which help lists
/// them.</param>
/// <param name="Arguments">What comes after the flags, for help: <c>NAME[:TAG|@DIGEST]</c>; may be empty.</param>
/// <param name="Summary">One line.</param>
internal sealed record Command(string[] Names, string Arguments, string Summary)
{
    public Flag[] Flags { get; init; } = [];

    /// <summary>The command whose flags stand among these: help and manual point at it.</summary>
    public Command? Extends { get; init; }

    /// <summary>Those of <see cref="Flags"/> that <see cref="Extends"/> does not have.</summary>
    public Flag[] OwnFlags => Extends is null ? Flags : [.. Flags.Except(Extends.Flags)];

    /// <summary>The fewest and the most arguments.</summary>
    public (int Least, int Most) Count { get; init; }

    /// <summary>Whether help and manual leave it out: it is for programs of Husk.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether the first argument ends the flags: the rest is a command of its own.</summary>
    public bool TakesCommand { get; init; }

    /// <summary>What the program exits with when it fails: docker's `run` keeps 1 for the container.</summary>
    public int FailureCode { get; init; } = 1;

    /// <summary>Paragraphs for help instead of the summary.</summary>
    public string? Description { get; init; }

    public required Func<Invocation, Task<int>> Run { get; init; }

    /// <summary>The arguments, if there are as many as there may be.</summary>
    /// <exception cref="UsageException">Too few, or too many.</exception>
    public string[] Checked(string[] arguments, string name)
    {
        (int least, int most) = Count;
        if (arguments.Length >= least && arguments.Length <= most)
            return arguments;
        string wanted = (least, most) switch
        {
            (0, 0) => "accepts no arguments",
            var (a, b) when a == b => $"requires {a} argument{(a == 1 ? "" : "s")}",
            (_, int.MaxValue) => $"requires at least {least} argument{(least == 1 ? "" : "s")}",
            (0, _) => $"requires at most {most} argument{(most == 1 ? "" : "s")}",
            _ => $"requires at least {least} and at most {most} arguments",
        };
        throw new UsageException($"husk: 'husk {name}' {wanted}", exitCode: 1);
    }
}
