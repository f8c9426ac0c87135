// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Build.Graph;
using Husk.Build.Ignore;
using Husk.Build.Outlines;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Checks;
using Husk.Build.Syntax.Instructions;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Tests.Fuzzing;

/// <summary>
/// The parsers of what people write for builds. Each may say no in its own words, must not throw anything else, and
/// what it says yes to must hold together.
/// </summary>
internal static class FuzzTargets
{
    public static IReadOnlyDictionary<string, Action<byte[]>> All { get; } = new Dictionary<string, Action<byte[]>>
    {
        ["dockerfile"] = File,
        ["word"] = Word,
        ["ignore"] = Ignore,
    };

    private static void File(byte[] input)
    {
        Dockerfile dockerfile;
        try
        {
            dockerfile = DockerfileParser.Parse(input, "Dockerfile");
        }
        catch (DockerfileException refused)
        {
            Told(refused);
            return;
        }
        Assert.NotEmpty(dockerfile.Stages);
        foreach (Instruction instruction in dockerfile.Stages.SelectMany(
            stage => (Instruction[])[stage.From, .. stage.Instructions]))
        {
            Assert.InRange(instruction.Range.Start.Line, 1, dockerfile.File.Lines.Count);
            Assert.InRange(instruction.Range.End.Line, instruction.Range.Start.Line, dockerfile.File.Lines.Count);
            Assert.StartsWith(instruction.Keyword, instruction.Text.ToUpperInvariant(), StringComparison.Ordinal);
            try
            {
                instruction.Expand(
                    new VariableExpansion(dockerfile.Escape, name => name.Length % 3 == 0 ? null : name + " *"));
                if (instruction is OnbuildInstruction onbuild)
                    DockerfileParser.ParseTrigger(onbuild.Trigger, dockerfile.Stages[0].From.Source);
            }
            catch (DockerfileException refused)
            {
                Told(refused);
            }
        }
        try
        {
            CallReport.Of(
                OutlineReader.Read(dockerfile, new Dictionary<string, string>(), target: null, Platform.Host));
        }
        catch (DockerfileException refused)
        {
            Told(refused);
        }
        catch (BuildException)
        {
            // Stages that need each other, or a FROM of nothing.
        }
        try
        {
            CheckReport.Write(dockerfile, DockerfileCheck.Run(dockerfile, new CheckRequest
            {
                Ignored = ["a*"],
                Image = _ => new(),
            }));
        }
        catch (DockerfileException refused)
        {
            Told(refused);
        }
    }

    private static void Told(DockerfileException refused)
    {
        Assert.DoesNotContain('\n', refused.Problem);
        Assert.Contains("Dockerfile:", refused.Quotation);
    }

    private static void Word(byte[] input)
    {
        string text = Encoding.UTF8.GetString(input);
        var expansion =
            new VariableExpansion('\\', name => name switch { "SET" => "a/b.c*?", "EMPTY" => "", _ => null });
        foreach (Action<string> expand in (Action<string>[])[word => expansion.Expand(word),
            word => expansion.ExpandWords(word), word => expansion.ExpandContent(word),
            word => RunMount.Parse(word, expansion)])
        {
            try
            {
                expand(text);
            }
            catch (ExpansionException refused)
            {
                Assert.Contains("failed to process", refused.Message);
            }
        }
    }

    private static void Ignore(byte[] input)
    {
        try
        {
            var patterns = new IgnorePatterns(IgnoreFile.Parse(input));
            foreach (string path in (string[])["a", "a/b", "a/b/c.txt", "é/☺", "x\ny"])
            {
                // Where a directory is not entered, nothing in it may be taken back.
                if (patterns.Matches(path) && !patterns.MayTakeBackBelow(path))
                    Assert.True(patterns.Matches(path + "/z") && patterns.Matches(path + "/b/c.txt"));
            }
        }
        catch (FormatException)
        {
        }
    }
}
