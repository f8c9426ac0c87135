// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Engine.Containers;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Tests.Containers;

/// <summary>Each verb in each state: docs/engine.md, "States".</summary>
public sealed class TransitionTests
{
    // + is done, = is so already, and a letter is one of the refusals below. Columns are the states in their order:
    // created, running, paused, restarting, exited, dead, removing.
    [Theory]
    [InlineData(ContainerVerb.Start, "+=u=+mm")]
    [InlineData(ContainerVerb.Stop, "=+++===")]
    [InlineData(ContainerVerb.Kill, "k+++kkk")]
    [InlineData(ContainerVerb.Restart, "+++++mm")]
    [InlineData(ContainerVerb.Pause, "n+arnnn")]
    [InlineData(ContainerVerb.Unpause, "oo+oooo")]
    [InlineData(ContainerVerb.Attach, "s+ptsss")]
    [InlineData(ContainerVerb.Exec, "n+xynnn")]
    [InlineData(ContainerVerb.Update, "+++++mm")]
    [InlineData(ContainerVerb.Rename, "+++++mm")]
    [InlineData(ContainerVerb.Remove, "+fgf+++")]
    [InlineData(ContainerVerb.ForceRemove, "+++++++")]
    public void The_table_is_this(ContainerVerb verb, string row)
    {
        ContainerStatus[] states = Enum.GetValues<ContainerStatus>();
        Assert.Equal(states.Length, row.Length);
        Assert.Equal(row, string.Concat(states.Select(status => Letter(Transitions.Of(verb, status)))));
    }

    [Fact]
    public void Every_verb_has_a_row() =>
        Assert.All(Enum.GetValues<ContainerVerb>(),
            verb => Assert.All(Enum.GetValues<ContainerStatus>(), status => Transitions.Of(verb, status)));

    [Fact]
    public void A_refusal_names_the_container()
    {
        var refused = Assert.Throws<EngineException>(
            () => Transitions.Check(ContainerVerb.Kill, ContainerStatus.Exited, "4f2a", "web"));
        Assert.Equal("cannot kill container: web: container 4f2a is not running", refused.Message);
        Assert.Equal(EngineFault.Conflict, refused.Fault);
        Assert.True(Transitions.Check(ContainerVerb.Stop, ContainerStatus.Running, "4f2a", "web"));
        Assert.False(Transitions.Check(ContainerVerb.Stop, ContainerStatus.Exited, "4f2a", "web"));
    }

    private static char Letter(string? outcome) => outcome switch
    {
        null => '+',
        "" => '=',
        "cannot start a paused container, try unpause instead" => 'u',
        "cannot kill container: {1}: container {0} is not running" => 'k',
        "container {0} is already paused" => 'a',
        "container {0} is restarting, wait until the container is running" => 'r',
        "container {0} is not running" => 'n',
        "container {0} is not paused" => 'o',
        "You cannot attach to a stopped container, start it first" => 's',
        "You cannot attach to a paused container, unpause it first" => 'p',
        "You cannot attach to a restarting container, wait until it is running" => 't',
        "Container {1} is paused, unpause the container before exec" => 'x',
        "Container {0} is restarting, wait until the container is running" => 'y',
        "cannot remove container \"/{1}\": container is running: stop the container before removing or force remove" =>
            'f',
        "cannot remove container \"/{1}\": container is paused and must be unpaused first" => 'g',
        { } text when text.StartsWith("container is marked for removal and cannot be", StringComparison.Ordinal) => 'm',
        _ => '?',
    };
}
