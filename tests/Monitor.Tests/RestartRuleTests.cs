// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Monitor.Container;
using Husk.Monitor.Protocol;

namespace Husk.Monitor.Tests;

public sealed class RestartRuleTests
{
    [Theory]
    [InlineData("no", 0, false, false)]
    [InlineData("no", 1, false, false)]
    [InlineData("always", 0, false, true)]
    [InlineData("unless-stopped", 0, false, true)]
    [InlineData("on-failure", 0, false, false)]
    [InlineData("on-failure", 1, false, true)]
    [InlineData("on-unhealthy", 0, false, false)]
    [InlineData("on-unhealthy", 0, true, true)]
    [InlineData("on-unhealthy", 1, false, true)]
    public void A_policy_decides(string policy, int exitCode, bool wasUnhealthy, bool expected)
    {
        var rule = new RestartRule(new RestartPolicy { Name = policy });

        Assert.Equal(expected, rule.AfterExit(exitCode, TimeSpan.Zero, wasUnhealthy) is not null);
    }

    [Fact]
    public void The_wait_doubles_up_to_a_minute_and_begins_anew_after_ten_seconds_up()
    {
        var rule = new RestartRule(new RestartPolicy { Name = "always" });
        double[] waits =
            [.. Enumerable.Range(0, 12).Select(_ => rule.AfterExit(0, TimeSpan.FromSeconds(1))!.Value.TotalSeconds)];

        Assert.Equal([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 60, 60], waits);
        Assert.Equal(0.1, rule.AfterExit(0, TimeSpan.FromSeconds(10))!.Value.TotalSeconds);
        Assert.Equal(0.2, rule.AfterExit(0, TimeSpan.FromSeconds(9.9))!.Value.TotalSeconds);
    }

    [Fact]
    public void Tries_are_counted_where_they_have_an_end()
    {
        var rule = new RestartRule(new RestartPolicy { Name = "on-failure", MaximumRetryCount = 2 });

        Assert.Equal(
            [true, true, false], Enumerable.Range(0, 3).Select(_ => rule.AfterExit(1, TimeSpan.Zero) is not null));
        Assert.Equal(2, rule.Count);
    }
}
