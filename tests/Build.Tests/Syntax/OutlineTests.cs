// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Husk.Build.Graph;
using Husk.Build.Outlines;
using Husk.Build.Syntax;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Tests.Syntax;

/// <summary>What a target can be given; learnt from BuildKit's dockerfile_outline_test.go and
/// dockerfile_targets_test.go.</summary>
public sealed class OutlineTests
{
    private const string File = """
        ARG inherited=box
        ARG inherited2=box2
        ARG unused=abc${inherited2}
        # sfx is a suffix
        ARG sfx="usy${inherited}"

        FROM b${sfx} AS first
        # this is not assigned to anything
        ARG FOO=123
        # BAR is a number
        ARG BAR=456
        RUN --mount=type=secret,target=/etc/passwd,required=true --mount=type=ssh true

        FROM alpine${unused} AS second
        ARG BAZ
        RUN --mount=type=secret,id=unused --mount=type=ssh,id=ssh2 true

        FROM scratch AS third
        ARG ABC=a
        ENV NUMBER=7
        RUN --mount=type=secret,id=second${NUMBER} true

        # target defines build target
        FROM third AS target
        COPY --from=first /etc/passwd /
        RUN --mount=type=ssh,id=ssh3,required true

        FROM second
        """;

    [Fact]
    public void A_target_asks_for_what_it_and_the_stages_that_it_needs_name()
    {
        Assert.Equal(
            """
            TARGET:      target
            DESCRIPTION: defines build target

            BUILD ARG   VALUE    DESCRIPTION
            inherited   box      
            sfx         usybox   is a suffix
            FOO         123      
            BAR         678      is a number
            ABC         a        

            SECRET    REQUIRED
            passwd    true
            second7   

            SSH       REQUIRED
            default   
            ssh3      true


            """, CallReport.Of(Read("target", ("BAR", "678"))));
    }

    [Fact]
    public void A_value_that_is_given_needs_no_default()
    {
        BuildOutline outline = Read("first", ("sfx", "ox"));
        Assert.Equal(["sfx=ox", "FOO=123", "BAR=456"], Names(outline));
        Assert.Equal(["inherited2", "unused", "BAZ"], Read(null).Arguments.Select(argument => argument.Name));
    }

    [Fact]
    public void A_target_that_is_not_there_is_refused() =>
        Assert.Contains("target stage \"firs\" could not be found (did you mean first?)",
            Assert.Throws<BuildException>(() => Read("firs")).Message);

    [Fact]
    public void Programs_read_the_same_with_places()
    {
        JsonElement outline = JsonDocument.Parse(CallDocument.Of(Parsed(), Read("target"))).RootElement;
        JsonElement argument = outline.GetProperty("args")[1];
        Assert.Equal("is a suffix", argument.GetProperty("description").GetString());
        Assert.Equal(5, argument.GetProperty("location").GetProperty("ranges")[0].GetProperty("start")
            .GetProperty("line").GetInt32());
        Assert.True(outline.GetProperty("ssh")[1].GetProperty("required").GetBoolean());
        Assert.Equal(File, Encoding.UTF8.GetString(outline.GetProperty("sources")[0].GetBytesFromBase64()));
    }

    [Fact]
    public void All_stages_are_targets()
    {
        IReadOnlyList<BuildTarget> targets = BuildTarget.Of(Parsed());
        Assert.Equal("TARGET    DESCRIPTION\nfirst     \nsecond    \nthird     \ntarget    defines build target\n(default) \n", CallReport.Of(targets));
        JsonElement last = JsonDocument.Parse(CallDocument.Of(Parsed(), targets)).RootElement.GetProperty("targets")[4];
        Assert.Equal("second", last.GetProperty("base").GetString());
        Assert.True(last.GetProperty("default").GetBoolean());
        Assert.False(last.TryGetProperty("name", out _));
    }

    private static Dockerfile Parsed() => DockerfileParser.Parse(Encoding.UTF8.GetBytes(File), "Dockerfile");

    private static BuildOutline Read(string? target, params (string Name, string Value)[] given)
    {
        var arguments = new Dictionary<string, string>();
        foreach ((string name, string value) in given)
            arguments[name] = value;
        return OutlineReader.Read(Parsed(), arguments, target, Platform.Host);
    }

    private static string[] Names(BuildOutline outline) =>
        [.. outline.Arguments.Select(argument => $"{argument.Name}={argument.Value}")];
}
