// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Build.Syntax.Instructions;

namespace Husk.Build.Syntax.Checks;

/// <summary>How keywords, stages and variables are called.</summary>
internal static class NameChecks
{
    public static void Run(Dockerfile dockerfile, Findings findings)
    {
        StageNames(dockerfile, findings);
        Keywords(
            [.. dockerfile.Stages.SelectMany(stage => (Instruction[])[stage.From, .. stage.Instructions])], findings);
        IEnumerable<Instruction> all = dockerfile.GlobalArguments.Concat(
            dockerfile.Stages.SelectMany(stage => (Instruction[])[stage.From, .. stage.Instructions]));
        foreach (Instruction instruction in all)
        {
            if (instruction is MaintainerInstruction)
            {
                findings.Add(CheckRules.MaintainerDeprecated, instruction,
                    "Maintainer instruction is deprecated in favor of using label");
            }
            if (instruction is FromInstruction { Name: { } name })
                Description(instruction, [name], findings);
            if (instruction is ArgInstruction arg)
                Description(instruction, [.. arg.Definitions.Select(definition => definition.Name)], findings);
        }
    }

    private static void StageNames(Dockerfile dockerfile, Findings findings)
    {
        var names = new HashSet<string>();
        foreach (FromInstruction from in dockerfile.Stages.Select(stage => stage.From))
        {
            if (from.Name is null)
                continue;
            string[] words = InstructionWords.Plain(from.Text);
            (string keyword, string alias, string written) = (words[0], words[^2], words[^1]);
            if (written != from.Name)
                findings.Add(CheckRules.StageNameCasing, from, $"Stage name '{written}' should be lowercase");
            if ((IsLower(keyword) && !IsLower(alias)) || (IsUpper(keyword) && !IsUpper(alias)))
                findings.Add(CheckRules.FromAsCasing, from, $"'{alias}' and '{keyword}' keywords' casing do not match");
            if (from.Name is "context" or "scratch")
            {
                findings.AddOfFile(CheckRules.ReservedStageName, from,
                    $"Stage name should not use the same name as reserved stage \"{from.Name}\"");
            }
            if (!names.Add(from.Name))
            {
                findings.AddOfFile(CheckRules.DuplicateStageName, from,
                    $"Duplicate stage name \"{from.Name}\", stage names should be unique");
            }
        }
    }

    // The majority of those that are all small or all capital letters decides; a tie is for capitals.
    private static void Keywords(IReadOnlyList<Instruction> instructions, Findings findings)
    {
        string[] keywords = [.. instructions.Select(DockerfileCheck.WrittenKeyword)];
        bool isLower = keywords.Count(IsLower) > keywords.Count(IsUpper);
        foreach ((Instruction instruction, string keyword) in instructions.Zip(keywords))
        {
            if (isLower ? !IsLower(keyword) : !IsUpper(keyword))
            {
                findings.AddOfFile(CheckRules.ConsistentInstructionCasing, instruction,
                    $"Command '{keyword}' should match the case of the command majority ({(isLower ? "lowercase" : "uppercase")})");
            }
        }
    }

    private static void Description(Instruction instruction, string[] names, Findings findings)
    {
        if (instruction.Source.Comments.Count == 0 || names.Contains(instruction.Source.Comments[^1].Split(' ')[0]))
            return;
        findings.Add(CheckRules.InvalidDefinitionDescription, instruction,
            $"Comment for {instruction.Keyword} should follow the format: `# {(names.Length > 1 ? "<arg_key>" : names[0])} <description>`");
    }

    private static bool IsLower(string word) => !word.Any(char.IsAsciiLetterUpper);

    private static bool IsUpper(string word) => !word.Any(char.IsAsciiLetterLower);
}
