// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Husk.EndToEnd.Parity;

/// <summary>
/// The same command lines with docker and with husk: exit codes, output, words and effects. A class for each
/// transcript, so that they are gone through side by side.
/// </summary>
public abstract class ParityTests(Sides sides) : IClassFixture<Sides>
{
    /// <summary>The scenarios of a transcript.</summary>
    public static TheoryData<string> Titles(string transcript) =>
        [.. Transcript.Read(Transcript.FileOf(transcript)).Select(scenario => scenario.Title)];

    private protected void Compare(string transcript, string title)
    {
        string file = Transcript.FileOf(transcript);
        Scenario scenario = Transcript.Read(file).Single(one => one.Title == title);
        IReadOnlyList<Outcome> recorded = [.. scenario.Steps.Select(step => step.Docker)];
        Task<IReadOnlyList<Outcome>> byDocker = Task.Run(() => sides.Docker?.Run(scenario) ?? recorded);
        IReadOnlyList<Outcome> byHusk = sides.Husk.Run(scenario);
        IReadOnlyList<Outcome> docker = byDocker.GetAwaiter().GetResult();
        if (Sides.Records)
        {
            Record(file, scenario, docker, byHusk);
        }

        List<string> wrong = [];
        foreach ((int number, Step step) in scenario.Steps.Index())
        {
            // An older client has words of its own; what it does is the same.
            Outcome seen = ClientIsAsRecorded ? docker[number] : docker[number] with { Stderr = step.Docker.Stderr };
            Compare(wrong, step, "docker", step.Docker, seen);
            Compare(wrong, step, "husk", step.Husk ?? step.Docker, byHusk[number]);
        }

        Assert.True(wrong.Count == 0 || Sides.Records, string.Join('\n', wrong));
    }

    private bool ClientIsAsRecorded { get; } =
        sides.Docker?.Shell(
            sides.Docker.Ground.File("version"), "docker --version | grep -q ' 2[89]\\.'").ExitCode == 0;

    private static void Compare(List<string> wrong, Step step, string who, Outcome expected, Outcome seen)
    {
        if (expected != seen)
        {
            wrong.Add($"$ {step.Command}\nexpected of {who}:\n{expected}\nand seen:\n{seen}\n");
        }
    }

    private static void Record(
        string file, Scenario scenario, IReadOnlyList<Outcome> docker, IReadOnlyList<Outcome> husk)
    {
        Scenario recorded = scenario with
        {
            Steps = [.. scenario.Steps.Select((step, number) => docker[number] == husk[number]
                ? new Step(step.Command, docker[number])
                : new Step(step.Command, docker[number], step.Difference ?? "?", husk[number]))],
        };
        Transcript.Write(file, Transcript.Read(file).Select(one => one.Title == scenario.Title ? recorded : one));
    }
}
