// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.State;

namespace Husk.Runtime.Tests.State;

public sealed class StatusFactsTests
{
    // Every combination there is. Columns: create has not ended, its process lives, init lives, exec.fifo is there, the
    // cgroup is frozen; and what runc says then (libcontainer/container_linux.go, refreshState), but that a frozen
    // cgroup without an init process is a stopped container: nothing can resume it.
    [Theory]
    [InlineData("-----", "stopped")]
    [InlineData("----f", "stopped")]
    [InlineData("---p-", "stopped")]
    [InlineData("---pf", "stopped")]
    [InlineData("--i--", "running")]
    [InlineData("--i-f", "paused")]
    [InlineData("--ip-", "created")]
    [InlineData("--ipf", "paused")]
    [InlineData("-l---", "stopped")]
    [InlineData("-l--f", "stopped")]
    [InlineData("-l-p-", "stopped")]
    [InlineData("-l-pf", "stopped")]
    [InlineData("-li--", "running")]
    [InlineData("-li-f", "paused")]
    [InlineData("-lip-", "created")]
    [InlineData("-lipf", "paused")]
    [InlineData("c----", "stopped")]
    [InlineData("c---f", "stopped")]
    [InlineData("c--p-", "stopped")]
    [InlineData("c--pf", "stopped")]
    [InlineData("c-i--", "stopped")]
    [InlineData("c-i-f", "stopped")]
    [InlineData("c-ip-", "stopped")]
    [InlineData("c-ipf", "stopped")]
    [InlineData("cl---", "creating")]
    [InlineData("cl--f", "creating")]
    [InlineData("cl-p-", "creating")]
    [InlineData("cl-pf", "creating")]
    [InlineData("cli--", "creating")]
    [InlineData("cli-f", "creating")]
    [InlineData("clip-", "creating")]
    [InlineData("clipf", "creating")]
    public void The_status_follows_from_the_facts(string facts, string status)
    {
        var known = new StatusFacts
        {
            IsBeingCreated = facts[0] == 'c',
            CreatorLives = facts[1] == 'l',
            InitLives = facts[2] == 'i',
            FifoIsThere = facts[3] == 'p',
            IsFrozen = facts[4] == 'f',
        };

        Assert.Equal(status, StateStore.NameOf(known.Status));
    }
}
