// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Monitor.Clients;
using Husk.Monitor.Container;
using Husk.Monitor.Loop;
using Husk.Monitor.Protocol;
using Husk.Runtime.Client;

namespace Husk.Monitor;

/// <summary>How a run ends.</summary>
internal sealed partial class Supervisor
{
    private long _restartAt;

    /// <summary>The process has ended: first all it wrote, then that it ended.</summary>
    private void EndProcess()
    {
        if (Children.TryReap(_pid) is not { } status)
            return;
        _streams!.Drain();
        _log.End();
        if (!_state.Current.OOMKilled && _oom?.HasKilled == true)
            TellOom();

        DateTimeOffset now = DateTimeOffset.UtcNow;
        TimeSpan ran = now - _state.Current.StartedAt;
        bool wasUnhealthy = _stopper.IsStopping && _health?.IsUnhealthy == true;
        TimeSpan? wait = _stopIsWanted
            ? null
            : _restarts.AfterExit(status.ShellCode, ran, wasUnhealthy);
        EndRun();
        _state.Set(_state.Current with
        {
            Status = wait is null ? ContainerStatus.Exited : ContainerStatus.Restarting,
            Pid = 0,
            ExitCode = status.ShellCode,
            FinishedAt = now,
        });
        _events.Add(
            "die",
            ("exitCode", EventLog.Number(status.ShellCode)),
            ("execDuration", EventLog.Number((long)ran.TotalSeconds)));
        byte[] report = ProtocolJson.Write(Report(restarting: wait is not null));
        if (wait is not { } pause)
        {
            End(FrameKind.Exit, report);
            return;
        }

        _clients.SendAll(FrameKind.Exit, report);
        RestartAfter(pause);
    }

    private void RestartAfter(TimeSpan pause)
    {
        _phase = Phase.Restarting;
        _restartAt = Waits.Now + (long)pause.TotalMilliseconds;
        try
        {
            _call = _runtime.BeginDelete(_order.Id, force: true);
        }
        catch (RuntimeFailure)
        {
            // It will say so again when it is to start the container.
        }
    }

    /// <summary>Closes what belongs to one run.</summary>
    private void EndRun()
    {
        _health?.Dispose();
        _oom?.Dispose();
        _streams?.Dispose();
        _process?.Dispose();
        (_health, _oom, _streams, _process) = (null, null, null, null);
    }

    private ExitReport Report(bool restarting) => new()
    {
        ExitCode = _state.Current.ExitCode,
        OOMKilled = _state.Current.OOMKilled,
        FinishedAt = _state.Current.FinishedAt,
        Error = _state.Current.Error,
        Restarting = restarting,
    };

    private void CleanUpUnlessAnotherDoes()
    {
        if (!_cleanUpIsDue)
            return;
        foreach (Client client in _clients.All)
        {
            if (client.CleansUp && !client.IsGone)
                return;
        }

        _cleanUpIsDue = false;
        if (_order.CleanUp is not [var program, .. var arguments])
            return;
        try
        {
            var request = new SpawnRequest { Program = program, Arguments = arguments, NewSession = true };
            Spawn.Start(request).Dispose();
        }
        catch (SyscallException)
        {
            // The next command that meets the container cleans up.
        }
    }
}
