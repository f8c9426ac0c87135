// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Monitor.Protocol;

namespace Husk.Monitor.Container;

/// <summary>Whether, and after how long, a container that has ended is started again: docker's rules.</summary>
internal sealed class RestartRule(RestartPolicy policy)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>A container that ran for so long is not one that fails at once, again and again.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(10);

    private TimeSpan _wait;

    /// <summary>It may be changed at any time.</summary>
    public RestartPolicy Policy { get; set; } = policy;

    /// <summary>Whether an unhealthy container is to be stopped.</summary>
    public bool MindsHealth => Policy.Name == "on-unhealthy";

    /// <summary>How often this has started the container again.</summary>
    public int Count { get; private set; }

    /// <summary>The container has ended: how long to wait before it is started again; null to leave it.</summary>
    /// <param name="exitCode">What it ended with.</param>
    /// <param name="ran">How long it ran.</param>
    /// <param name="wasUnhealthy">It was stopped because its probes failed.</param>
    public TimeSpan? AfterExit(int exitCode, TimeSpan ran, bool wasUnhealthy = false)
    {
        _wait = ran >= LongEnough || _wait == TimeSpan.Zero ? First
            : _wait * 2 < Longest ? _wait * 2 : Longest;
        bool mayTry = Policy.MaximumRetryCount == 0 || Count < Policy.MaximumRetryCount;
        bool again = Policy.Name switch
        {
            "always" or "unless-stopped" => true,
            "on-failure" => exitCode != 0 && mayTry,
            "on-unhealthy" => (exitCode != 0 || wasUnhealthy) && mayTry,
            _ => false,
        };
        if (!again)
            return null;
        Count++;
        return _wait;
    }
}
