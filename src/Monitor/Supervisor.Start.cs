// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Monitor.Container;
using Husk.Monitor.Health;
using Husk.Monitor.Protocol;
using Husk.Networks.Dns;
using Husk.Runtime.Client;

namespace Husk.Monitor;

/// <summary>How a run begins.</summary>
internal sealed partial class Supervisor
{
    private int _pid;
    private bool _isReleased;
    private bool _inputHasEnded;

    private void Start()
    {
        // Input that ended before the first start has ended; a restart opens it anew.
        _inputHasEnded &= _phase == Phase.Waiting;
        _isReleased = false;
        _phase = Phase.Starting;
        try
        {
            // Once for all runs: the network namespace is not the container's own, and stays.
            if (_order.Dns is { } dns)
                _names ??= Resolver.Open(dns.Run, _order.Id, dns.Servers);
            _streams = new ContainerStreams(_order, _output, TakeOutput);
            if (_size is { } size)
                _streams.Resize(size);
            var request = new RunRequest
            {
                Id = _order.Id,
                Bundle = _order.Bundle,
                PidFile = _order.PidFile,
                ConsoleSocket = _streams.ConsoleSocket,
                Detach = true,
                Streams = _streams.ForRuntime,
            };
            // A terminal gets its size before the process looks at it; without one a second call is saved.
            _call = _order.Terminal ? _runtime.BeginCreate(request) : _runtime.BeginRun(request);
        }
        catch (RuntimeFailure failure)
        {
            FailStart(failure.Message);
        }
        catch (SyscallException failure)
        {
            FailStart(failure.Message);
        }
    }

    /// <summary>The runtime has ended: it has started the container, or removed it.</summary>
    private void EndCall()
    {
        using RuntimeCall call = _call!;
        _call = null;
        _childEnded = true;
        try
        {
            call.Complete();
            if (_phase != Phase.Starting)
                return;
            if (_process is null)
                Hold(PidFile.Take(_order.PidFile));
            if (_order.Terminal && !_isReleased)
                Release();
            else
                Begin();
        }
        catch (RuntimeFailure failure)
        {
            if (_phase == Phase.Starting)
                FailStart(failure.Message);
        }
        catch (SyscallException failure)
        {
            FailStart(failure.Message);
        }
    }

    /// <summary>The process is there, and may wait for its start.</summary>
    private void Hold(int pid)
    {
        _pid = pid;
        _process = PidFd.Open(pid);
        _streams!.Connect();
    }

    private void Release()
    {
        _isReleased = true;
        _call = _runtime.BeginStart(_order.Id);
    }

    private void Begin()
    {
        _phase = Phase.Running;
        if (_inputHasEnded)
            _streams!.Input?.End();
        _stopper = new Stopper(_order);
        _oom = OomWatch.Open(_order.CgroupPath);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        _health = HealthCheck.Begin(_runtime, _order, now, TakeHealth);
        _state.Set(new ContainerState
        {
            Status = ContainerStatus.Running,
            Pid = _pid,
            StartedAt = now,
            FinishedAt = _state.Current.FinishedAt,
            RestartCount = _restarts.Count,
            HasBeenManuallyStopped = _stoppedByUser,
            Health = _health?.State,
        });
        _events.Add("start");
        // The process may have been at work for as long as the runtime took to return: longer than memory lasts.
        if (_oom?.HasKilled == true)
            TellOom();
        _clients.SendAll(FrameKind.Begun, ProtocolJson.Write(new Begun { Pid = _pid, StartedAt = now }));
        // Asked for while the runtime was at work: whoever asked found no process to signal.
        if (_stopIsWanted)
            _stopper.Begin(_process!);
    }

    private void FailStart(string message)
    {
        if (_process is not null)
            PidFd.SendSignal(_process, Abi.SIGKILL);
        EndRun();
        StartFailure failure = StartFailure.From(message);
        // By an earlier monitor, too.
        bool everRan = _state.Current.StartedAt != default;
        DateTimeOffset now = DateTimeOffset.UtcNow;
        _state.Set(_state.Current with
        {
            Status = everRan ? ContainerStatus.Exited : ContainerStatus.Created,
            Pid = 0,
            ExitCode = failure.ExitCode,
            Error = message,
            FinishedAt = everRan ? now : _state.Current.FinishedAt,
        });
        if (_restarts.Count > 0)
            End(FrameKind.Exit, ProtocolJson.Write(Report(restarting: false)));
        else
            End(FrameKind.Failed, ProtocolJson.Write(failure));
    }

    private void TakeHealth(HealthState health, bool isOther)
    {
        _state.Set(_state.Current with { Health = health });
        if (!isOther)
            return;
        _events.Add("health_status: " + health.Status);
        if (health.Status == "unhealthy" && _restarts.MindsHealth && _process is not null)
            _stopper.Begin(_process);
    }

    private void TakeOom()
    {
        // The notice of a cgroup that is gone is no killer's.
        if (_oom?.Take() != true || _state.Current.OOMKilled)
            return;
        TellOom();
    }

    private void TellOom()
    {
        _state.Set(_state.Current with { OOMKilled = true });
        _events.Add("oom");
    }
}
