// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Build.Syntax.Instructions;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Syntax.Checks;

/// <summary>What FROMs stand on, and the variables that they see.</summary>
internal sealed class FromChecks
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly char _escape;

    private FromChecks(Dockerfile dockerfile, CheckRequest request, bool usesGiven)
    {
        _escape = dockerfile.Escape;
        AddPlatform("BUILD", Platform.Host);
        AddPlatform("TARGET", request.Target);
        _variables["TARGETSTAGE"] = dockerfile.Stages[^1].Name ?? "";
        foreach (ArgDefinition definition in dockerfile.GlobalArguments.SelectMany(arg => arg.Definitions))
        {
            string? value = usesGiven ? request.Arguments.GetValueOrDefault(definition.Name) : null;
            if ((value ?? Expand(definition.Default, out _)) is { } known)
                _variables[definition.Name] = known;
        }
    }

    /// <summary>A variable's value for FROM; null without one.</summary>
    public string? this[string name] => _variables.GetValueOrDefault(name);

    public static FromChecks Run(Dockerfile dockerfile, CheckRequest request, Findings findings)
    {
        var checks = new FromChecks(dockerfile, request, usesGiven: true);
        var defaults = new FromChecks(dockerfile, request, usesGiven: false);
        HashSet<string> known = [.. checks._variables.Keys,
            .. dockerfile.GlobalArguments.SelectMany(arg => arg.Definitions).Select(definition => definition.Name)];
        foreach (FromInstruction from in dockerfile.Stages.Select(stage => stage.From))
        {
            checks.Declared(from, from.Image, known, findings);
            if (from.Platform is not null)
            {
                checks.Declared(from, from.Platform, known, findings);
                checks.CheckPlatform(from, from.Platform, findings);
            }
            if (defaults.Expand(from.Image, out _) is { } image && !Reference.TryParse(image, out _))
            {
                findings.AddOfFile(CheckRules.InvalidDefaultArgInFrom, from,
                    $"Default value for ARG {from.Image} results in empty or invalid base image name");
            }
        }
        return checks;
    }

    /// <summary>The image or stage that a FROM names; as written when it cannot be read.</summary>
    public string BaseOf(Stage stage) => Expand(stage.From.Image, out _) ?? stage.From.Image;

    private void Declared(FromInstruction from, string word, IReadOnlyCollection<string> known, Findings findings)
    {
        Expand(word, out VariableExpansion expansion);
        foreach (string name in expansion.Unset.Where(name => !known.Contains(name)))
        {
            findings.Add(CheckRules.UndefinedArgInFrom, from,
                $"FROM argument '{name}' is not declared{Nearest.Suggestion(name, known)}");
        }
    }

    private void CheckPlatform(FromInstruction from, string word, Findings findings)
    {
        string? platform = Expand(word, out VariableExpansion expansion);
        if (expansion.Unset.Count == 0 && expansion.Used.SequenceEqual(["TARGETPLATFORM"])
            && platform == this["TARGETPLATFORM"])
        {
            findings.Add(CheckRules.RedundantTargetPlatform, from,
                $"Setting platform to predefined {word} in FROM is redundant as this is the default behavior");
        }
        if (expansion.Unset.Count > 0 || expansion.Used.Count > 0 || platform is null)
            return;
        try
        {
            Platform constant = Platform.Parse(platform);
            // A stage that is named after a platform is for that one.
            if (from.Name is null
                || !(from.Name.Contains(constant.Os, StringComparison.Ordinal)
                || from.Name.Contains(constant.Architecture, StringComparison.Ordinal)))
            {
                findings.Add(CheckRules.FromPlatformFlagConstDisallowed, from,
                    $"FROM --platform flag should not use constant value \"{platform}\"");
            }
        }
        catch (SpecException)
        {
            // The build says so.
        }
    }

    private string? Expand(string? word, out VariableExpansion expansion)
    {
        expansion = new VariableExpansion(_escape, name => this[name]);
        try
        {
            return word is null ? null : expansion.Expand(word);
        }
        catch (ExpansionException)
        {
            return null;
        }
    }

    private void AddPlatform(string prefix, Platform platform)
    {
        _variables[prefix + "PLATFORM"] = platform.ToString();
        _variables[prefix + "OS"] = platform.Os;
        _variables[prefix + "OSVERSION"] = platform.OsVersion;
        _variables[prefix + "ARCH"] = platform.Architecture;
        _variables[prefix + "VARIANT"] = platform.Variant;
    }
}
