// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd.Parity;

/// <summary>One of the two programs that are called docker here, on a ground of its own.</summary>
internal sealed class Side(Ground ground, IReadOnlyDictionary<string, string> environment)
{
    private static readonly string Prelude =
        Path.Combine(Repository.Root, "tests", "EndToEnd", "Parity", "terminal.sh");

    /// <summary>What is left when a scenario has ended is not the next one's.</summary>
    private static readonly string Clear = $"""
        . {Prelude}
        end_terminals
        ids=$(docker ps -aq)
        [ -z "$ids" ] || docker rm -f -v $ids
        ids=$(docker volume ls -q)
        [ -z "$ids" ] || docker volume rm $ids
        docker network prune -f
        for cgroup in /sys/fs/cgroup/husk-parity /sys/fs/cgroup/*/husk-parity; do
          [ ! -d "$cgroup" ] || until_true "rmdir $cgroup 2> /dev/null"
        done
        rm -rf "$DIR"
        """;

    private int _scenarios;

    public Ground Ground => ground;

    /// <summary>What each step printed, in normal form.</summary>
    public IReadOnlyList<Outcome> Run(Scenario scenario)
    {
        string number = (++_scenarios).ToString(CultureInfo.InvariantCulture);
        string directory = ground.File("scenario" + number);
        string results = Directory.CreateDirectory(ground.File("results" + number)).FullName;
        Directory.CreateDirectory(directory);
        try
        {
            Shell(directory, Script(scenario, results)).Succeeded();
            return Outcomes(scenario, directory, results);
        }
        finally
        {
            Shell(directory, Clear);
        }
    }

    private static Outcome[] Outcomes(Scenario scenario, string directory, string results)
    {
        Normalization normal = new(directory);
        return [.. scenario.Steps.Select((_, step) =>
        {
            string Read(string kind) => File.ReadAllText(Path.Combine(results, $"{step}.{kind}"), Encoding.UTF8);
            return normal.Of(Read("out"), Read("err"), int.Parse(Read("rc"), CultureInfo.InvariantCulture));
        })];
    }

    public Result Shell(string directory, string script)
    {
        Launch launch = new()
        {
            Timeout = TimeSpan.FromMinutes(5),
            Environment = new Dictionary<string, string>(environment)
            {
                ["DIR"] = directory,
                ["TMPDIR"] = ground.File("tmp"),
                ["TZ"] = "UTC",
                ["LC_ALL"] = "C",
            },
        };
        // Not by its standard input, which the commands would read.
        string file = directory + ".sh";
        File.WriteAllText(file, script);
        return ground.Enter(launch, "/bin/sh", file).Wait();
    }

    private static string Script(Scenario scenario, string results)
    {
        StringBuilder script = new($". {Prelude}\ncd \"$DIR\"\n");
        foreach ((int step, Step one) in scenario.Steps.Index())
        {
            script.Append(CultureInfo.InvariantCulture,
                $"{{ {one.Command}\n}} < /dev/null > {results}/{step}.out 2> {results}/{step}.err; echo $? > {results}/{step}.rc\n");
        }

        return script.ToString();
    }
}
