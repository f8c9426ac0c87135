// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Text;
using Husk.Build.Graph;
using Husk.Build.Syntax;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Tests.Graph;

/// <summary>What no build can come of, in BuildKit's words, and the line that is to blame.</summary>
public sealed class BuildPlanTests
{
    [Theory]
    [InlineData("ARG X\nFROM ${X}", 2, "base name (${X}) should not be blank")]
    [InlineData("FROM --platform=$X scratch", 1, "empty platform value from expression $X")]
    [InlineData("FROM scratch AS a\nCOPY --from=b / /\nFROM scratch AS b\nCOPY --from=a / /", 1,
        "circular dependency detected on stage: a")]
    [InlineData("FROM scratch\nFROM scratch\nCOPY --from=2 / /", 3,
        "invalid stage index 2: there are 2, the first is 0")]
    [InlineData("ARG X=a\nFROM scratch\nCOPY --from=$X / /", 3,
        "variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround")]
    [InlineData("ARG TAG=-x\nFROM busybox:$TAG", 2,
        "failed to parse stage name \"busybox:-x\": invalid reference format")]
    public void What_cannot_be_built_is_refused(string text, int line, string message)
    {
        BuildException refused = Assert.Throws<BuildException>(() => PlanOf(text).RefuseImages());
        Assert.Equal(message, refused.Message);
        Assert.Equal(line, refused.Instruction!.Range.Start.Line);
    }

    [Theory]
    [InlineData("ARG X=busybox\nFROM ${X}\nFROM scratch\nCOPY --from=0 / /a")]
    [InlineData("FROM scratch\nFROM scratch\nCOPY --from=7 / /b", "7")]
    [InlineData("FROM NOT:-a\nCOPY --from=busybox:1 / /", "NOT:-a")]
    [InlineData("FROM Ctx", "ctx")]
    [InlineData("FROM --platform=$TARGETPLATFORM scratch AS one\nFROM one")]
    public void What_can_be_built_is_not(string text, params string[] contexts) =>
        PlanOf(text, contexts).RefuseImages();

    private static BuildPlan PlanOf(string text, params string[] contexts) => new(
        DockerfileParser.Parse(Encoding.UTF8.GetBytes(text), "Dockerfile"), new Dictionary<string, string>(), null,
        Platform.Host, contexts);
}
