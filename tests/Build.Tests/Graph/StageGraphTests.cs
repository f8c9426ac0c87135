// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using System.Text;
using Husk.Build.Graph;
using Husk.Build.Syntax;

namespace Husk.Build.Tests.Graph;

public sealed class StageGraphTests
{
    [Fact]
    public void A_stage_stands_on_an_earlier_one_of_its_name_and_on_no_later_one()
    {
        (StageGraph graph, Dockerfile file) = Of("FROM x AS a\nFROM a AS b\nFROM c\nFROM x AS c\n");
        Assert.Null(graph.Base(file.Stages[0]));
        Assert.Equal(0, graph.Base(file.Stages[1])!.Index);
        Assert.Null(graph.Base(file.Stages[2]));
    }

    [Fact]
    public void Sources_are_named_by_name_number_and_mount()
    {
        (StageGraph graph,
            Dockerfile file) = Of("FROM x AS a\nFROM x\nFROM x AS c\nFROM x\nCOPY --from=A / /\nCOPY --from=1 / /\nRUN --mount=from=c,target=/c true\nCOPY --from=image / /\n");
        Assert.Equal([0, 1, 2], graph.Sources(file.Stages[3]).Select(stage => stage.Index));
    }

    [Fact]
    public void A_target_is_found_by_name_and_number_and_else_the_nearest_is_named()
    {
        (StageGraph graph, _) = Of("FROM x AS build\nFROM x\n");
        Assert.Equal(1, graph.Target(null).Index);
        Assert.Equal(0, graph.Target("BUILD").Index);
        Assert.Equal(0, graph.Target("0").Index);
        Assert.Equal("target stage \"biuld\" could not be found (did you mean build?)",
            Assert.Throws<BuildException>(() => graph.Target("biuld")).Message);
    }

    [Theory]
    [InlineData("FROM x AS a\nCOPY --from=a / /\n")]
    [InlineData("FROM x AS a\nCOPY --from=b / /\nFROM a AS b\n")]
    [InlineData("FROM x AS a\nRUN --mount=from=c,target=/c true\nFROM x AS b\nCOPY --from=a / /\nFROM b AS c\n")]
    public void Circles_are_refused(string dockerfile) =>
        Assert.StartsWith(
            "circular dependency detected on stage: a", Assert.Throws<BuildException>(() => Of(dockerfile)).Message);

    [Fact]
    public void Many_ways_to_a_stage_are_gone_once()
    {
        // Each stage has two ways to the one below it: some 10^18 in all.
        string stages =
            string.Concat(Enumerable.Range(1, 60).Select(i => $"FROM s{i - 1} AS s{i}\nCOPY --from=s{i - 1} / /\n"));
        (StageGraph graph, _) = Of("FROM x AS s0\n" + stages);
        Assert.Equal(60, graph.Target(null).Index);
    }

    private static (StageGraph Graph, Dockerfile File) Of(string dockerfile)
    {
        Dockerfile file = DockerfileParser.Parse(Encoding.UTF8.GetBytes(dockerfile), "Dockerfile");
        return (new StageGraph(file.Stages), file);
    }
}
