// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;

namespace Husk.Build.Syntax.Checks;

/// <summary>What <c># check=skip=A,B;error=true</c> says.</summary>
/// <param name="Skipped">Rules that are not checked; <c>all</c> is every one.</param>
/// <param name="Experimental">Experimental rules that are checked; <c>all</c> is every one.</param>
/// <param name="IsError">Whether what is found ends the build.</param>
public sealed record CheckOptions(
    IReadOnlyCollection<string> Skipped, IReadOnlyCollection<string> Experimental, bool IsError)
{
    public static CheckOptions Default { get; } = new([], [], IsError: false);

    /// <summary>What a file says of its checks.</summary>
    /// <exception cref="DockerfileException">It makes no sense.</exception>
    public static CheckOptions Of(Dockerfile dockerfile)
    {
        if (dockerfile.Directives.FirstOrDefault(directive => directive.Name == "check") is not { } check)
            return Default;
        try
        {
            return Parse(check.Value);
        }
        catch (FormatException wrong)
        {
            throw new DockerfileException(
                dockerfile.File, check.Range, $"failed to parse check options: {wrong.Message}");
        }
    }

    /// <exception cref="FormatException">It says something else.</exception>
    public static CheckOptions Parse(string text)
    {
        CheckOptions options = Default;
        foreach (string part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            options = part.Split('=', 2, StringSplitOptions.TrimEntries) switch
            {
                ["skip", var rules] => options with { Skipped = [.. options.Skipped, .. Names(rules)] },
                ["experimental", var rules] => options with
                {
                    Experimental = [.. options.Experimental, .. Names(rules)],
                },
                ["error", "true" or "1"] => options with { IsError = true },
                ["error", "false" or "0"] => options with { IsError = false },
                ["error", _] =>
                    throw new FormatException($"failed to parse check option \"{part}\": true or false expected"),
                [var name, ..] =>
                    throw new FormatException($"invalid check option \"{name}\": skip, error or experimental expected"),
                _ => options,
            };
        }
        return options;
    }

    /// <summary>What a comment right above an instruction adds for it.</summary>
    internal CheckOptions With(IEnumerable<string> comments)
    {
        foreach (string comment in comments)
        {
            if (DirectiveReader.InComment(comment, "check") is not { } text)
                continue;
            try
            {
                CheckOptions own = Parse(text.Split(' ')[0]);
                return this with
                {
                    Skipped = [.. Skipped, .. own.Skipped],
                    Experimental = [.. Experimental, .. own.Experimental],
                };
            }
            catch (FormatException)
            {
                // A comment may say anything.
                return this;
            }
        }
        return this;
    }

    internal bool Checks(CheckRule rule) =>
        rule.IsExperimental ? Has(Experimental, rule) : !Has(Skipped, rule);

    private static bool Has(IReadOnlyCollection<string> names, CheckRule rule) =>
        names.Contains("all") || names.Contains(rule.Name);

    private static string[] Names(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
