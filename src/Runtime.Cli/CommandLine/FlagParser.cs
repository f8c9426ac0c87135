// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Runtime.Cli.CommandLine;

/// <summary>
/// The flags at the front of an argument list, by the rules of Go's flag package, which runc's callers rely on: one
/// dash or two before any name, `=` or the next argument for the value, `--` or the first word without a dash ends
/// them, except that runc takes a command's flags behind its words too.
/// </summary>
/// <remarks>Old go-runc sends `-no-subreaper`: one dash before a long name has to work.</remarks>
internal static class FlagParser
{
    /// <summary>
    /// A command's flags and words. As in runc, flags may stand behind words too, up to <c>--</c>; what there is no
    /// flag of the command is a word.
    /// </summary>
    /// <param name="command">Whose flags.</param>
    /// <param name="arguments">What stands behind its name.</param>
    /// <param name="words">What is no flag, in order.</param>
    /// <exception cref="UsageException">An unknown flag, a missing value, or a value of the wrong kind.</exception>
    public static FlagValues Parse(Command command, ReadOnlySpan<string> arguments, out string[] words)
    {
        var between = new List<string>();
        FlagValues values = Parse(
            command.Flags, arguments, command, command.WordsEndFlags ? null : between, out int used);
        words = [.. between, .. arguments[used..]];
        return values;
    }

    /// <summary>How many of <paramref name="arguments"/> were flags is left in <paramref name="used"/>.</summary>
    /// <exception cref="UsageException">An unknown flag, a missing value, or a value of the wrong kind.</exception>
    public static FlagValues Parse(Flag[] flags, ReadOnlySpan<string> arguments, Command? command, out int used) =>
        Parse(flags, arguments, command, words: null, out used);

    /// <param name="flags">The flags there are.</param>
    /// <param name="arguments">What was typed.</param>
    /// <param name="command">Whose flags; null for the program's own.</param>
    /// <param name="words">Takes the words between the flags; null ends at the first.</param>
    /// <param name="used">How many of the arguments were looked at.</param>
    private static FlagValues Parse(
        Flag[] flags, ReadOnlySpan<string> arguments, Command? command, List<string>? words, out int used)
    {
        var values = new FlagValues(flags);
        used = 0;
        while (used < arguments.Length)
        {
            string argument = arguments[used];
            if (argument.Length < 2 || argument[0] != '-')
            {
                if (words is null)
                    return values;
                words.Add(argument);
                used++;
                continue;
            }

            used++;
            if (argument == "--")
                return values;

            string name = argument[(argument[1] == '-' ? 2 : 1)..];
            if (name.Length == 0 || name[0] is '-' or '=')
                throw new UsageException($"bad flag syntax: {argument}", command);
            string? value = null;
            if (name.IndexOf('=') is > 0 and int equals)
                (name, value) = (name[..equals], name[(equals + 1)..]);

            int flag = Find(flags, name);
            if (flag < 0)
            {
                bool isHelp = name is "help" or "h";
                if (!isHelp && words is { Count: > 0 })
                {
                    words.Add(argument);
                    continue;
                }

                if (!isHelp)
                    throw new UsageException($"flag provided but not defined: -{name}", command);
                values.Help = GoLiteral.Bool(value ?? "true") ?? throw BadBool(value!, name, command);
                continue;
            }
            if (value is null && flags[flag].Kind != FlagKind.Switch)
            {
                if (used == arguments.Length)
                    throw new UsageException($"flag needs an argument: -{name}", command);
                value = arguments[used++];
            }
            values.Add(flag, Checked(flags[flag].Kind, name, value ?? "true", command));
        }
        return values;
    }

    private static int Find(Flag[] flags, string name)
    {
        for (int i = 0; i < flags.Length; i++)
        {
            if (flags[i].Name == name || flags[i].Short == name)
                return i;
        }
        return -1;
    }

    private static string Checked(FlagKind kind, string name, string value, Command? command)
    {
        if (kind == FlagKind.Switch && GoLiteral.Bool(value) is null)
            throw BadBool(value, name, command);
        bool unreadable = kind switch
        {
            FlagKind.Number or FlagKind.NumberList => GoLiteral.Number(value) is null,
            FlagKind.Duration => GoDuration.Parse(value) is null,
            _ => false,
        };
        if (unreadable)
            throw new UsageException($"invalid value \"{value}\" for flag -{name}: parse error", command);
        return value;
    }

    private static UsageException BadBool(string value, string name, Command? command) =>
        new($"invalid boolean value \"{value}\" for -{name}: parse error", command);
}
