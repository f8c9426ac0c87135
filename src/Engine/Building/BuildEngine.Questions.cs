// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Build.Graph;
using Husk.Build.Outlines;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Checks;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Building;

public sealed partial class BuildEngine
{
    /// <summary>What <c>--call</c> prints instead of a build.</summary>
    /// <param name="order">Of which nothing is built.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="isJson">Whether programs read the answer.</param>
    /// <returns>The answer, and whether all is well.</returns>
    /// <exception cref="BuildFailure">The Dockerfile makes no sense, or has no such target.</exception>
    public (string Answer, bool IsClean) Ask(BuildOrder order, BuildQuestion question, bool isJson)
    {
        try
        {
            Dockerfile file = Parsed(order);
            return question switch
            {
                BuildQuestion.Check => Checked(order, file, isJson),
                BuildQuestion.Targets => (Targets(file, isJson), true),
                _ => (Outline(order, file, isJson), true),
            };
        }
        catch (DockerfileException wrong) when (question is BuildQuestion.Check && isJson)
        {
            var found = new CheckResult([], IsError: false)
            {
                Failure = new CheckFailure(wrong.Message, wrong.File, wrong.Range),
            };
            return (CallDocument.Of(wrong.File, found), found.IsClean);
        }
        catch (DockerfileException wrong)
        {
            throw Failure(wrong);
        }
        catch (BuildException failure)
        {
            throw new BuildFailure(failure.Message, "", failure);
        }
    }

    private (string, bool) Checked(BuildOrder order, Dockerfile file, bool isJson)
    {
        CheckResult found = DockerfileCheck.Run(file, ChecksOf(order, Ignored(order.IgnoreFile)));
        found = found with { Failure = FailureOf(order, file) ?? found.Failure };
        return (isJson ? CallDocument.Of(file.File, found) : CheckReport.Write(file, found), found.IsClean);
    }

    private static CheckFailure? FailureOf(BuildOrder order, Dockerfile file)
    {
        try
        {
            var plan = new BuildPlan(file, order.Arguments, order.Target, order.Platform ?? Platform.Host,
                order.NamedContexts.Keys);
            // With a target, what it does not need may be as it likes.
            if (order.Target is null)
                plan.RefuseImages();
            return null;
        }
        catch (DockerfileException wrong)
        {
            return new CheckFailure(wrong.Message, wrong.File, wrong.Range);
        }
        catch (BuildException wrong)
        {
            return new CheckFailure(wrong.Message, file.File, wrong.Instruction?.Range);
        }
    }

    private static string Targets(Dockerfile file, bool isJson)
    {
        IReadOnlyList<BuildTarget> targets = BuildTarget.Of(file);
        return isJson ? CallDocument.Of(file, targets) : CallReport.Of(targets);
    }

    private static string Outline(BuildOrder order, Dockerfile file, bool isJson)
    {
        BuildOutline outline = OutlineReader.Read(file, order.Arguments, order.Target, order.Platform ?? Platform.Host);
        return isJson ? CallDocument.Of(file, outline) : CallReport.Of(outline);
    }

    private CheckRequest ChecksOf(BuildOrder order, IReadOnlyList<string> ignored)
    {
        var known = new Dictionary<string, ExecutionConfig?>();
        return new CheckRequest
        {
            Arguments = order.Arguments,
            Options = GivenChecks.In(order.Arguments),
            Target = order.Platform ?? Platform.Host,
            Ignored = ignored,
            Image = name =>
                known.TryGetValue(name, out ExecutionConfig? config) ? config : known[name] = ConfigOf(name),
        };
    }

    // One that is not here yet is not fetched for it.
    private ExecutionConfig? ConfigOf(string name) =>
        Reference.TryParse(name, out _) ? images.TryFind(name)?.Config.Config : null;
}
