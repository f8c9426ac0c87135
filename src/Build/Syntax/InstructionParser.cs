// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Husk.Build.Syntax.Instructions;

namespace Husk.Build.Syntax;

/// <summary>Reads one instruction.</summary>
/// <param name="source">Its text and place.</param>
/// <param name="head">The same taken apart.</param>
/// <param name="heredocs">What stands below it.</param>
/// <param name="escape">The file's escape character.</param>
internal sealed partial class InstructionParser(
    InstructionSource source, InstructionHead head, IReadOnlyList<Heredoc> heredocs, char escape)
{
    private static readonly string[] Keywords =
    [
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
        "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
    ];

    private readonly string _keyword = head.Keyword.ToUpperInvariant();

    public Instruction Parse() => _keyword switch
    {
        "ADD" => ParseAdd(),
        "ARG" => ParseArg(),
        "CMD" => new CmdInstruction(source, ParseCommand()),
        "COPY" => ParseCopy(),
        "ENTRYPOINT" => new EntrypointInstruction(source, ParseCommand()),
        "ENV" => new EnvInstruction(source, ParseAssignments()),
        "EXPOSE" => new ExposeInstruction(source, AtLeastOne(InstructionWords.Plain(WithoutFlags()))),
        "FROM" => ParseFrom(),
        "HEALTHCHECK" => ParseHealthcheck(),
        "LABEL" => new LabelInstruction(source, ParseAssignments()),
        "MAINTAINER" => new MaintainerInstruction(source, ExactlyOne()),
        "ONBUILD" => ParseOnbuild(),
        "RUN" => ParseRun(),
        "SHELL" => ParseShell(),
        "STOPSIGNAL" => new StopsignalInstruction(source, ExactlyOne()),
        "USER" => new UserInstruction(source, ExactlyOne()),
        "VOLUME" => ParseVolume(),
        "WORKDIR" => new WorkdirInstruction(source, ExactlyOne()),
        _ => throw Wrong($"unknown instruction: {head.Keyword}{Nearest.Suggestion(head.Keyword, Keywords, ignoresCase: true)}", head.Keyword),
    };

    private FromInstruction ParseFrom()
    {
        string[] words = InstructionWords.Plain(head.Rest);
        string? name = null;
        if (words.Length == 3 && words[1].Equals("as", StringComparison.OrdinalIgnoreCase))
        {
            name = words[2].ToLowerInvariant();
            if (!StageName().IsMatch(name))
                throw Wrong($"invalid name for build stage: \"{words[2]}\", name can't start with a number or contain symbols", words[2]);
        }
        else if (words.Length != 1)
        {
            throw Wrong("FROM requires either one or three arguments: FROM IMAGE, or FROM IMAGE AS NAME");
        }
        var flags = new InstructionFlags(source, head.Flags, "platform");
        return new FromInstruction(source, words[0], name, flags.Text("platform"));
    }

    private ArgInstruction ParseArg()
    {
        List<string> words = [.. AtLeastOne(InstructionWords.Quoted(WithoutFlags(), escape))];
        return new ArgInstruction(source, words.ConvertAll(word => word.Split('=', 2) switch
        {
            ["", _] => throw Wrong("ARG names can not be blank", word),
            [var name, var value] => new ArgDefinition(name, value),
            _ => new ArgDefinition(word, null),
        }));
    }

    private List<Assignment> ParseAssignments()
    {
        string rest = WithoutFlags();
        List<string> words = [.. AtLeastOne(InstructionWords.Quoted(rest, escape))];
        // Which form it is, the first word says.
        if (!words[0].Contains('='))
        {
            (string name, string? value) = InstructionWords.Cut(rest);
            return [new Assignment(name,
                value ?? throw Wrong($"{_keyword} must have two arguments, as in {_keyword} {name}=value"),
                IsLegacy: true)];
        }
        return words.ConvertAll(word => word.Split('=', 2) switch
        {
            ["", _] => throw Wrong($"{_keyword} names can not be blank", word),
            [var name, var value] => new Assignment(name, value, IsLegacy: false),
            _ => throw Wrong($"Syntax error - can't find = in \"{word}\". Must be of the form: name=value", word),
        });
    }

    private VolumeInstruction ParseVolume()
    {
        string rest = WithoutFlags();
        List<string> paths =
            [.. AtLeastOne(Json(rest) ?? [.. InstructionWords.Plain(rest)]).Select(path => path.Trim())];
        return paths.Contains("")
            ? throw Wrong("VOLUME specified can not be an empty string")
            : new VolumeInstruction(source, paths);
    }

    private ShellInstruction ParseShell()
    {
        string rest = WithoutFlags();
        if (rest.Length > 0 && Json(rest) is null)
            throw Wrong($"SHELL requires the arguments to be in JSON form, as in SHELL [\"/bin/sh\", \"-c\"]", rest);
        return new ShellInstruction(source, AtLeastOne(rest.Length == 0 ? [] : Json(rest)!));
    }

    private OnbuildInstruction ParseOnbuild()
    {
        string rest = WithoutFlags();
        if (rest.Length == 0)
            throw Wrong("ONBUILD requires at least one argument");
        var trigger = InstructionHead.Split(rest, escape);
        switch (trigger.Keyword.ToUpperInvariant())
        {
            case "ONBUILD":
                throw Wrong("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed", rest);
            case "MAINTAINER" or "FROM":
                throw Wrong($"{trigger.Keyword.ToUpperInvariant()} isn't allowed as an ONBUILD trigger", rest);
        }
        string text = rest + string.Concat(heredocs.Select(heredoc => $"\n{heredoc.RawContent}{heredoc.Name}"));
        return new OnbuildInstruction(source, text, new InstructionParser(source, trigger, heredocs, escape).Parse());
    }

    /// <summary>What follows the keyword of an instruction that has no flags.</summary>
    private string WithoutFlags()
    {
        _ = new InstructionFlags(source, head.Flags);
        return head.Rest;
    }

    private string ExactlyOne() =>
        WithoutFlags() is { Length: > 0 } rest ? rest : throw Wrong($"{_keyword} requires exactly one argument");

    private IReadOnlyList<string> AtLeastOne(IReadOnlyList<string> words) =>
        words.Count > 0 ? words : throw Wrong($"{_keyword} requires at least one argument");

    private List<string>? Json(string rest)
    {
        try
        {
            return InstructionWords.Json(rest);
        }
        catch (FormatException wrong)
        {
            throw Wrong(wrong.Message, rest);
        }
    }

    private DockerfileException Wrong(string problem, string? word = null) => new(source, problem, word);

    [GeneratedRegex("^[a-z][a-z0-9-_.]*$")]
    private static partial Regex StageName();
}
