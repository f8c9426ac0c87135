// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Husk.Cli.CommandLine;

/// <summary>
/// Flags as docker reads them (pflag's grammar): <c>--name value</c>, <c>--name=value</c>, <c>-n value</c>,
/// <c>-nvalue</c>,
/// <c>-n=value</c>, <c>-ab</c>, and flags after arguments too, up to <c>--</c>.
/// </summary>
internal static class FlagParser
{
    /// <summary>Every command has it, and none lists it.</summary>
    private static readonly Flag Help = new("help", 'h', FlagKind.Bool, "Print usage");

    /// <param name="flags">Those that the command has.</param>
    /// <param name="words">What was typed behind the command's name.</param>
    /// <param name="mixed">Whether flags may stand behind arguments; if not, the first argument ends them.</param>
    /// <param name="arguments">The words that are no flags.</param>
    /// <exception cref="UsageException">A flag that is not known, or a value that is missing or wrong.</exception>
    public static FlagValues Parse(
        IReadOnlyList<Flag> flags, ReadOnlySpan<string> words, bool mixed, out string[] arguments)
    {
        flags = [.. flags, Help];
        var values = new FlagValues(flags);
        var rest = new List<string>();
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i];
            if (word == "--")
            {
                rest.AddRange(words[(i + 1)..]);
                break;
            }
            if (word.Length < 2 || word[0] != '-')
            {
                rest.Add(word);
                if (mixed)
                    continue;
                rest.AddRange(words[(i + 1)..]);
                break;
            }
            if (word[1] == '-')
                Long(flags, values, word[2..], words, ref i);
            else
                Shorts(flags, values, word[1..], words, ref i);
        }
        arguments = [.. rest];
        return values;
    }

    private static void Long(
        IReadOnlyList<Flag> flags, FlagValues values, string word, ReadOnlySpan<string> words, ref int at)
    {
        int equals = word.IndexOf('=');
        string name = equals < 0 ? word : word[..equals];
        Flag flag = flags.FirstOrDefault(flag => flag.Name == name) ?? throw Wrong($"unknown flag: --{name}");
        string value = equals >= 0 ? word[(equals + 1)..]
            : flag.Kind is FlagKind.Bool ? "true"
            : ++at < words.Length ? words[at]
            : throw Wrong($"flag needs an argument: --{name}");
        values.Add(Meant(flags, flag), Checked(flag, value));
    }

    private static Flag Meant(IReadOnlyList<Flag> flags, Flag flag) =>
        flag.SameAs is { } other ? flags.First(flag => flag.Name == other) : flag;

    private static void Shorts(
        IReadOnlyList<Flag> flags, FlagValues values, string word, ReadOnlySpan<string> words, ref int at)
    {
        for (int i = 0; i < word.Length; i++)
        {
            char letter = word[i];
            Flag flag = flags.FirstOrDefault(flag => flag.Short == letter && letter != '\0')
                ?? throw Wrong($"unknown shorthand flag: '{letter}' in -{word[i..]}");
            string rest = word[(i + 1)..];
            if (flag.Kind is FlagKind.Bool && !rest.StartsWith('='))
            {
                values.Add(flag, "true");
                continue;
            }
            string value = rest.StartsWith('=') ? rest[1..]
                : rest.Length > 0 ? rest
                : ++at < words.Length ? words[at]
                : throw Wrong($"flag needs an argument: '{letter}' in -{word[i..]}");
            values.Add(flag, Checked(flag, value));
            return;
        }
    }

    private static string Checked(Flag flag, string value)
    {
        try
        {
            flag.Check?.Invoke(value);
        }
        catch (FormatException wrong)
        {
            throw Wrong($"invalid argument \"{value}\" for \"{flag.Shown}\" flag: {wrong.Message}");
        }
        return OfKind(flag, value);
    }

    private static string OfKind(Flag flag, string value) => flag.Kind switch
    {
        FlagKind.Bool => value switch
        {
            // Go's strconv.ParseBool.
            "1" or "t" or "T" or "true" or "TRUE" or "True" => "true",
            "0" or "f" or "F" or "false" or "FALSE" or "False" => "false",
            _ => throw Invalid(flag, value, "strconv.ParseBool"),
        },
        FlagKind.Int =>
            int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                ? value
                : throw Invalid(flag, value, "strconv.ParseInt"),
        FlagKind.Int64 =>
            long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                ? value
                : throw Invalid(flag, value, "strconv.ParseInt"),
        _ => value,
    };

    private static UsageException Invalid(Flag flag, string value, string parser) =>
        Wrong($"invalid argument \"{value}\" for \"{flag.Shown}\" flag: {parser}: parsing \"{value}\": invalid syntax");

    private static UsageException Wrong(string message) => new(message, UsageException.WrongFlag);
}
