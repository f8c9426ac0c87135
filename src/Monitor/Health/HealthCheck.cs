// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Monitor.Loop;
using Husk.Monitor.Protocol;
using Husk.Runtime.Client;

namespace Husk.Monitor.Health;

/// <summary>Looks after one run of the container: a probe, a pause, a probe.</summary>
internal sealed class HealthCheck : IDisposable
{
    private readonly RuntimeClient _runtime;
    private readonly MonitorOrder _order;
    private readonly HealthTally _tally;
    private readonly Action<HealthState, bool> _changed;
    private ProbeRun? _probe;
    private long? _next;

    private HealthCheck(
        RuntimeClient runtime, MonitorOrder order, DateTimeOffset begun, Action<HealthState, bool> changed)
    {
        (_runtime, _order, _changed) = (runtime, order, changed);
        _tally = new HealthTally(order.Health!.Config, begun);
        Resume();
    }

    /// <summary>Begins to look; null for a container without a probe.</summary>
    /// <param name="runtime">Executes the probes.</param>
    /// <param name="order">Says what they are.</param>
    /// <param name="begun">When the container was started.</param>
    /// <param name="changed">Told of each result, and whether the status is another one with it.</param>
    public static HealthCheck? Begin(
        RuntimeClient runtime, MonitorOrder order, DateTimeOffset begun, Action<HealthState, bool> changed) =>
        order.Health is { Config.Test: [not "NONE", ..] } ? new(runtime, order, begun, changed) : null;

    /// <summary>What state.json says before the first probe.</summary>
    public HealthState State => _tally.State;

    public bool IsUnhealthy => _tally.IsUnhealthy;

    /// <summary>A process has been started that nobody knows the number of yet.</summary>
    public bool IsStarting => _probe?.IsStarting == true;

    /// <summary>The probe at work; zero for none.</summary>
    public int ProbePid => _probe?.Pid ?? 0;

    public void Ask(Waits waits)
    {
        _probe?.Ask(waits);
        waits.Until(_probe is null ? _next : null);
    }

    public void Due(long now)
    {
        _probe?.Due(now);
        if (_probe is not null || now < _next || _next is null)
            return;
        try
        {
            _probe = new ProbeRun(_runtime, _order, _tally.Timeout, Add);
        }
        catch (RuntimeFailure failure)
        {
            var moment = DateTimeOffset.UtcNow;
            Add(new HealthProbe { Start = moment, End = moment, ExitCode = -1, Output = failure.Message });
        }
    }

    /// <summary>A container that stands still cannot answer: it is not asked.</summary>
    public void Pause()
    {
        StopProbe();
        _next = null;
    }

    public void Resume() => _next = Waits.Now + (long)_tally.Interval(DateTimeOffset.UtcNow).TotalMilliseconds;

    public void Dispose() => StopProbe();

    private void Add(HealthProbe result)
    {
        bool isOther = _tally.Add(result);
        _probe?.Dispose();
        _probe = null;
        Resume();
        _changed(_tally.State, isOther);
    }

    private void StopProbe()
    {
        _probe?.Kill();
        _probe?.Dispose();
        _probe = null;
    }
}
