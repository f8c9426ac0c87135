// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Monitor.Protocol;
using Husk.Oci.ImageSpec;

namespace Husk.Monitor.Health;

/// <summary>What the results of probes come to, and when the next one is due: docker's rules.</summary>
internal sealed class HealthTally
{
    private const int KeptProbes = 5;
    private const int DefaultRetries = 3;
    private const string Starting = "starting", Healthy = "healthy", Unhealthy = "unhealthy";

    private readonly Healthcheck _config;
    private readonly DateTimeOffset _begun;

    /// <param name="config">Zeros stand for docker's defaults.</param>
    /// <param name="begun">When the container was started.</param>
    public HealthTally(Healthcheck config, DateTimeOffset begun) => (_config, _begun) = (config, begun);

    /// <summary>What state.json says.</summary>
    public HealthState State { get; private set; } = new();

    public bool IsUnhealthy => State.Status == Unhealthy;

    /// <summary>How long a probe may take.</summary>
    public TimeSpan Timeout => Span(_config.Timeout, TimeSpan.FromSeconds(30));

    /// <summary>How long to wait for the next probe. While the container starts it is looked at more often.</summary>
    public TimeSpan Interval(DateTimeOffset now) => State.Status == Starting && now - _begun < StartPeriod
        ? Span(_config.StartInterval, TimeSpan.FromSeconds(5))
        : Span(_config.Interval, TimeSpan.FromSeconds(30));

    /// <summary>Counts a result.</summary>
    /// <returns>Whether the status is another one now.</returns>
    public bool Add(HealthProbe probe)
    {
        string before = State.Status;
        HealthProbe[] log = State.Log.Length < KeptProbes ? State.Log : State.Log[^(KeptProbes - 1)..];
        // A failure while the container starts is none.
        bool counts = before != Starting || probe.Start - _begun >= StartPeriod;
        int streak = probe.ExitCode == 0 ? 0 : State.FailingStreak + (counts ? 1 : 0);
        long retries = _config.Retries > 0 ? _config.Retries : DefaultRetries;
        string status = probe.ExitCode == 0 ? Healthy : counts && streak >= retries ? Unhealthy : before;
        State = new HealthState { Status = status, FailingStreak = streak, Log = [.. log, probe] };
        return status != before;
    }

    private TimeSpan StartPeriod => Span(_config.StartPeriod, TimeSpan.Zero);

    private static TimeSpan Span(long nanoseconds, TimeSpan otherwise) =>
        nanoseconds > 0 ? TimeSpan.FromTicks(Math.Max(1, nanoseconds / 100)) : otherwise;
}
