// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Build.Syntax.Instructions;

namespace Husk.Build.Syntax;

/// <summary>Reads a Dockerfile: what BuildKit's dockerfile.v0 takes, and its words where it says no.</summary>
public static class DockerfileParser
{
    /// <param name="text">UTF-8.</param>
    /// <param name="fileName">As messages name it.</param>
    /// <exception cref="DockerfileException">It is no Dockerfile.</exception>
    public static Dockerfile Parse(ReadOnlyMemory<byte> text, string fileName)
    {
        var file = new SourceFile(fileName, text.Span);
        var lexer = new DockerfileLexer(file);
        List<Instruction> instructions = [.. Instructions(lexer)];
        if (instructions.Count == 0)
        {
            throw new DockerfileException(
                file, SourceRange.OnLine(Math.Max(1, file.Lines.Count)), "file with no instructions");
        }
        List<ArgInstruction> global =
            [.. instructions.TakeWhile(each => each is ArgInstruction).Cast<ArgInstruction>()];
        if (global.Count == instructions.Count)
        {
            throw new DockerfileException(
                instructions[^1].Source, "dockerfile contains no stages to build: FROM expected");
        }
        if (instructions[global.Count] is not FromInstruction)
        {
            throw new DockerfileException(instructions[global.Count].Source,
                $"no build stage in current context: FROM expected before {instructions[global.Count].Keyword}");
        }
        return new Dockerfile
        {
            File = file,
            Escape = lexer.Escape,
            Directives = lexer.Directives,
            GlobalArguments = global,
            Stages = Stages(instructions.Skip(global.Count)),
            Warnings = [.. lexer.EmptyContinuations.Select(line =>
                Checks.CheckRules.NoEmptyContinuation.Warn(SourceRange.OnLine(line), "Empty continuation line"))],
        };
    }

    /// <summary>Reads what an image has for the build that stands on it.</summary>
    /// <param name="trigger">As ONBUILD left it.</param>
    /// <param name="from">The FROM that names the image: errors are shown there.</param>
    /// <exception cref="DockerfileException">It is not one instruction.</exception>
    public static Instruction ParseTrigger(string trigger, InstructionSource from)
    {
        try
        {
            var file = new SourceFile($"ONBUILD of {from.File.Name}", Encoding.UTF8.GetBytes(trigger));
            Instruction[] instructions = [.. Instructions(new DockerfileLexer(file))];
            return instructions.Length == 1
                ? instructions[0]
                : throw new DockerfileException(from, $"onbuild trigger should be a single expression: {trigger}");
        }
        catch (DockerfileException wrong) when (wrong.File != from.File)
        {
            throw new DockerfileException(from, $"ONBUILD {trigger}: {wrong.Problem}");
        }
    }

    private static IEnumerable<Instruction> Instructions(DockerfileLexer lexer)
    {
        while (lexer.Next() is { } line)
        {
            InstructionHead head = InstructionHead.Split(line.Text, lexer.Escape);
            Heredoc[] heredocs = HasHeredocs(head, lexer.Escape)
                ? [.. HeredocWords.Find(line.Text).Select(word => lexer.ReadHeredoc(line, word))]
                : [];
            yield return new InstructionParser(lexer.Source(line), head, heredocs, lexer.Escape).Parse();
        }
    }

    private static bool HasHeredocs(InstructionHead head, char escape) => head.Keyword.ToUpperInvariant() switch
    {
        "ADD" or "COPY" or "RUN" => !IsJson(head.Rest),
        "ONBUILD" => HasHeredocs(InstructionHead.Split(head.Rest, escape), escape),
        _ => false,
    };

    private static bool IsJson(string rest)
    {
        try
        {
            return InstructionWords.Json(rest) is not null;
        }
        catch (FormatException)
        {
            return true;
        }
    }

    private static List<Stage> Stages(IEnumerable<Instruction> instructions)
    {
        var stages = new List<Stage>();
        var current = new List<Instruction>();
        foreach (Instruction instruction in instructions)
        {
            if (instruction is FromInstruction from)
                stages.Add(new Stage(stages.Count, from.Name, from, current = []));
            else
                current.Add(instruction);
        }
        return stages;
    }
}
