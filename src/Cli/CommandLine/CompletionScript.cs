// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Husk.Cli.CommandLine;

/// <summary>Completion for shells, made of the table of commands: words, flags, and the names of containers and
/// images.</summary>
internal static class CompletionScript
{
    private static IEnumerable<(string Name, Command Command)> Rows =>
        CommandTable.All.Where(command => !command.IsHidden)
            .SelectMany(command => command.Names.Select(name => (name, command)));

    private static IEnumerable<string> Tops =>
        Rows.Select(row => row.Name.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Below(string group) =>
        Rows.Where(row => row.Name.StartsWith(group + " ", StringComparison.Ordinal))
        .Select(row => row.Name[(group.Length + 1)..]).Distinct().Order(StringComparer.Ordinal);

    // Global options whose value is the next word.
    private static IEnumerable<string> Valued => GlobalOptions.Flags.Where(flag => flag.Kind is not FlagKind.Bool)
        .SelectMany(flag => flag.Short == '\0' ? (string[])["--" + flag.Name] : ["--" + flag.Name, "-" + flag.Short]);

    /// <summary>Bash (bash(1), "Programmable Completion").</summary>
    public static string Bash()
    {
        var text = new StringBuilder(
            "# bash completion for husk: source it, or put it into /usr/share/bash-completion/completions/husk\n\n");
        Flags(text);
        text.Append("""
            _husk() {
              local word=${COMP_WORDS[COMP_CWORD]} name= at=1 count=0 before=
              while [ "$at" -lt "$COMP_CWORD" ]; do
                case ${COMP_WORDS[at]} in
                  @GLOBAL@) [ "${COMP_WORDS[at + 1]}" = = ] && at=$((at + 2)) || at=$((at + 1)) ;;
                  -*) ;;
                  *)
                    [ "$count" -ge 2 ] || [ -n "$name" ] && [ -z "$(_husk_words "$name")" ] && break
                    name="${name:+$name }${COMP_WORDS[at]}"
                    count=$((count + 1))
                    ;;
                esac
                at=$((at + 1))
              done
              COMPREPLY=()
              # Bash parts busybox:1 at the colon (COMP_WORDBREAKS): what is before it belongs to the name.
              if [ "$word" = : ]; then
                before=${COMP_WORDS[COMP_CWORD - 1]}: word=$before
              elif [ "$COMP_CWORD" -gt 1 ] && [ "${COMP_WORDS[COMP_CWORD - 1]}" = : ]; then
                before=${COMP_WORDS[COMP_CWORD - 2]}: word=$before$word
              fi
              case $word in
                -*) mapfile -t COMPREPLY < <(compgen -W "$(_husk_flags "$name")" -- "$word") ;;
                *)
                  if [ -z "$name" ] || [ -n "$(_husk_words "$name")" ]; then
                    mapfile -t COMPREPLY < <(compgen -W "$(_husk_words "$name")" -- "$word")
                  else
                    mapfile -t COMPREPLY < <(compgen -W "$(_husk_names "$name")" -- "$word")
                    [ "${#COMPREPLY[@]}" -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- "$word")
                  fi
                  ;;
              esac
              [ -z "$before" ] || COMPREPLY=("${COMPREPLY[@]#"$before"}")
            }
            complete -F _husk husk

            """.Replace("@GLOBAL@", string.Join(" | ", Valued), StringComparison.Ordinal));
        return text.ToString();
    }

    /// <summary>Zsh, by way of what it understands of bash's (zshcompsys(1), "bashcompinit").</summary>
    public static string Zsh() =>
        "#compdef husk\n# zsh completion for husk: source it behind compinit\nautoload -Uz bashcompinit && bashcompinit\n"
        + Bash().Replace("mapfile -t COMPREPLY < <(", "COMPREPLY=($(", StringComparison.Ordinal)
        .Replace("-- \"$word\")", "-- \"$word\"))", StringComparison.Ordinal);

    /// <summary>Fish (complete(1) of fish).</summary>
    public static string Fish()
    {
        var text =
            new StringBuilder("# fish completion for husk: put it into ~/.config/fish/completions/husk.fish\n\n");
        text.Append($"set -l tops {string.Join(' ', Tops)}\n");
        foreach (string top in Tops)
        {
            string summary = Summary(top);
            text.Append(
                $"complete -c husk -f -n \"not __fish_seen_subcommand_from $tops\" -a {top} -d {Quoted(summary)}\n");
        }
        foreach ((string group, _) in CommandTable.Groups)
            text.Append($"complete -c husk -f -n \"__fish_seen_subcommand_from {group}; and not __fish_seen_subcommand_from {string.Join(' ', Below(group))}\" -a \"{string.Join(' ', Below(group))}\"\n");
        FishFlags(text, "not __fish_seen_subcommand_from $tops", GlobalOptions.Flags);
        foreach ((string name, Command command) in Rows)
        {
            string seen = string.Join("; and ", name.Split(' ').Select(word => "__fish_seen_subcommand_from " + word));
            FishFlags(text, seen, command.Flags);
            if (Kind(command) is { } kind)
                text.Append($"complete -c husk -n \"{seen}\" -a \"({List(kind)})\"\n");
        }
        return text.ToString();
    }

    private static void FishFlags(StringBuilder text, string seen, Flag[] flags)
    {
        foreach (Flag flag in flags.Where(flag => flag.SameAs is null))
        {
            string letter = flag.Short == '\0' ? "" : $" -s {flag.Short}";
            string takes = flag.Kind is FlagKind.Bool ? "" : " -r";
            text.Append($"complete -c husk -n \"{seen}\" -l {flag.Name}{letter}{takes} -d {Quoted(flag.Help.Split('\n')[0])}\n");
        }
    }

    private static void Flags(StringBuilder text)
    {
        text.Append("_husk_words() {\n  case $1 in\n");
        text.Append($"    '') echo {string.Join(' ', Tops)} ;;\n");
        foreach ((string group, _) in CommandTable.Groups)
            text.Append($"    {group}) echo {string.Join(' ', Below(group))} ;;\n");
        text.Append("  esac\n}\n\n_husk_flags() {\n  case $1 in\n");
        text.Append($"    '') echo {Words(GlobalOptions.Flags)} ;;\n");
        foreach ((string name, Command command) in Rows)
            text.Append($"    '{name}') echo {Words(command.Flags)} ;;\n");
        text.Append("  esac\n}\n\n_husk_names() {\n  case $1 in\n");
        foreach (IGrouping<string, (string Name, Command Command)> kind in Rows.Where(
            row => Kind(row.Command) is not null).GroupBy(row => Kind(row.Command)!))
        {
            text.Append($"    {string.Join(" | ", kind.Select(row => $"'{row.Name}'"))}) {List(kind.Key)} ;;\n");
        }
        text.Append("  esac\n}\n\n");
    }

    private static string Words(Flag[] flags) =>
        string.Join(' ', flags.Where(flag => flag.SameAs is null).Select(flag => "--" + flag.Name).Append("--help")
            .Order(StringComparer.Ordinal));

    // What the first argument names.
    private static string? Kind(Command command) =>
        command.Arguments.StartsWith("CONTAINER", StringComparison.Ordinal)
            || command.Arguments.StartsWith("[CONTAINER", StringComparison.Ordinal) ? "container"
        : command.Arguments.StartsWith("IMAGE", StringComparison.Ordinal)
            || command.Arguments.StartsWith("NAME", StringComparison.Ordinal)
            || command.Arguments.StartsWith("SOURCE_IMAGE", StringComparison.Ordinal)
            || command.Arguments.StartsWith("[REPOSITORY", StringComparison.Ordinal) ? "image"
        : command.Arguments.StartsWith("VOLUME", StringComparison.Ordinal) ? "volume"
        : command.Arguments.StartsWith("NETWORK ", StringComparison.Ordinal) ? "network"
        : null;

    private static string List(string kind) =>
        kind switch
        {
            "container" => "husk ps -a --format '{{.Names}}' 2>/dev/null",
            "image" => "husk images --format '{{.Repository}}:{{.Tag}}' 2>/dev/null",
            _ => $"husk {kind} ls --format '{{{{.Name}}}}' 2>/dev/null",
        };

    private static string Summary(string top) =>
        CommandTable.Groups.FirstOrDefault(group => group.Name == top).Summary
            ?? Rows.First(row => row.Name == top).Command.Summary;

    private static string Quoted(string text) =>
        "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
}
