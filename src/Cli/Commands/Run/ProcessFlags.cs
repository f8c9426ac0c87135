// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Engine.Containers;
using Husk.Monitor.Protocol;

namespace Husk.Cli.Commands.Run;

/// <summary>What runs, as whom, with what around it, and what happens at its end.</summary>
internal static class ProcessFlags
{
    public static readonly Flag[] All =
    [
        RunFlags.Many("attach", "Attach to STDIN, STDOUT or STDERR", 'a', check: CheckStream),
        RunFlags.Text("entrypoint", "Program instead of the image's ENTRYPOINT; empty for none"),
        RunFlags.Many("env", "Set an environment variable: NAME=value, or NAME for the caller's", 'e',
            check: CheckVariable),
        RunFlags.Many("env-file", "Read environment variables from a file, one a line"),
        RunFlags.Many("group-add", "Further groups, names of the image's or numbers"),
        RunFlags.Text("hostname", "Host name of the container", 'h'),
        RunFlags.Text("domainname", "NIS domain name of the container"),
        RunFlags.Switch("init", "Put a small init before the program: it passes signals on and reaps"),
        RunFlags.Switch("interactive", "Keep STDIN open even if not attached", 'i'),
        RunFlags.Many("label", "Set meta data: NAME=value", 'l', check: CheckLabel),
        RunFlags.Many("label-file", "Read labels from a file, one a line"),
        RunFlags.Many("annotation", "Annotation for the OCI runtime: NAME=value", value: "map"),
        RunFlags.Text("log-driver", "Where output is kept: json-file, local or none"),
        RunFlags.Many("log-opt", "Option of the log driver: max-size=10m, max-file=3, mode, compress, labels, env, tag, ..."),
        RunFlags.Text("restart",
            "When to start again: no, always, unless-stopped, on-failure[:max], on-unhealthy (default \"no\")"),
        RunFlags.Switch("rm", "Remove the container and its anonymous volumes when it exits"),
        RunFlags.Text("runtime", "OCI runtime: a name on PATH, or a path"),
        RunFlags.Text("stop-signal", "Signal to stop the container with"),
        new("stop-timeout", '\0', FlagKind.Int, "Seconds to wait for the end after the signal; -1 for ever"),
        RunFlags.Switch("tty", "Allocate a terminal", 't'),
        RunFlags.Text("user", "Who the program runs as: name|uid[:group|gid]", 'u'),
        RunFlags.Text("workdir", "Working directory inside the container", 'w'),
    ];

    public static ContainerConfig Apply(FlagValues flags, string[] words, ContainerConfig config)
    {
        bool attachAll = flags.List("attach").Count == 0;
        bool detached = flags.Bool("detach");
        bool stdin = flags.Bool("interactive");
        bool attachStdin = !detached && (stdin || Attaches("stdin"));
        return config with
        {
            Image = words[0],
            Cmd = words.Length > 1 ? words[1..] : null,
            Entrypoint = flags.String("entrypoint") is { } program ? [program] : null,
            Hostname = flags.String("hostname") ?? "",
            Domainname = flags.String("domainname") ?? "",
            User = flags.String("user") ?? "",
            WorkingDir = flags.String("workdir") ?? "",
            Tty = flags.Bool("tty"),
            OpenStdin = stdin,
            StdinOnce = stdin && attachStdin,
            AttachStdin = attachStdin,
            AttachStdout = !detached && (attachAll || Attaches("stdout")),
            AttachStderr = !detached && (attachAll || Attaches("stderr")),
            Env = Environment(flags),
            Labels = ToMap([.. flags.List("label-file").SelectMany(file => KeyValueFile.Read(file, lookUp: null)),
                .. flags.List("label")]),
            StopSignal = flags.String("stop-signal") is { Length: > 0 } signal ? signal : null,
            StopTimeout = flags.Int("stop-timeout"),
        };

        bool Attaches(string stream) => flags.List("attach").Contains(stream, StringComparer.OrdinalIgnoreCase);
    }

    /// <exception cref="FormatException">A policy that is none.</exception>
    public static RestartPolicy Restart(string text)
    {
        string[] parts = text.Split(':', 2);
        if (parts.Length == 2 && parts[0].Length == 0)
            throw new FormatException("invalid restart policy format: no policy provided before colon");
        int count = 0;
        if (parts.Length == 2 && parts[1].Length > 0 && !int.TryParse(parts[1], out count))
            throw new FormatException("invalid restart policy format: maximum retry count must be an integer");
        return new RestartPolicy { Name = parts[0].Length > 0 ? parts[0] : "no", MaximumRetryCount = count };
    }

    /// <summary><c>a=b</c>; without the sign, an empty value. The last of a name counts.</summary>
    public static IReadOnlyDictionary<string, string> ToMap(IEnumerable<string> entries)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string[] parts in entries.Select(entry => entry.Split('=', 2)))
            map[parts[0]] = parts.Length > 1 ? parts[1] : "";
        return map;
    }

    /// <summary>What <c>--env</c> and <c>--env-file</c> say.</summary>
    public static string[] Environment(FlagValues flags)
    {
        IEnumerable<string> entries = flags.List("env-file")
            .SelectMany(file => KeyValueFile.Read(file, System.Environment.GetEnvironmentVariable))
            .Concat(flags.List("env").Select(OfCaller));
        // The last of a name counts, at the place of the first.
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string entry in entries)
            places[entry.Split('=')[0]] = entry;
        return [.. places.Values];
    }

    // A name that the caller does not have either is kept: it takes away what the image sets.
    private static string OfCaller(string entry) =>
        !entry.Contains('=') && System.Environment.GetEnvironmentVariable(entry) is { } value ? $"{entry}={value}"
            : entry;

    private static void CheckStream(string value)
    {
        if (value.ToLowerInvariant() is not ("stdin" or "stdout" or "stderr"))
            throw new FormatException("valid streams are STDIN, STDOUT and STDERR");
    }

    /// <exception cref="FormatException">It has no name.</exception>
    public static void CheckVariable(string value)
    {
        if (value.Length == 0 || value[0] == '=')
            throw new FormatException("invalid environment variable: " + value);
    }

    /// <exception cref="FormatException">No label: in docker's words.</exception>
    public static void CheckLabel(string value)
    {
        string name = value.Split('=')[0].TrimStart(' ', '\t');
        if (name.Length == 0)
            throw new FormatException($"invalid label '{value}': empty name");
        if (name.AsSpan().IndexOfAny(' ', '\t') >= 0)
            throw new FormatException($"label '{name}' contains whitespaces");
    }
}
