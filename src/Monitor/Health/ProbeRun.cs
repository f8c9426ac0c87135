// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Monitor.Container;
using Husk.Monitor.Loop;
using Husk.Monitor.Protocol;
using Husk.Runtime.Client;

namespace Husk.Monitor.Health;

/// <summary>One probe: executed by the runtime, which does not stay, and then a child of this process.</summary>
internal sealed class ProbeRun : IDisposable
{
    private readonly ProbeOutput _output = new();
    private readonly RuntimeCall _call;
    private readonly string _pidFile;
    private readonly TimeSpan _limit;
    private readonly DateTimeOffset _begun = DateTimeOffset.UtcNow;
    private readonly long _deadline;
    private readonly Action<HealthProbe> _done;
    private readonly Action<PollEvents> _started, _read, _ended;
    private OwnedFd? _process;

    public ProbeRun(RuntimeClient runtime, MonitorOrder order, TimeSpan limit, Action<HealthProbe> done)
    {
        (_limit, _done, _deadline) = (limit, done, Waits.Now + (long)limit.TotalMilliseconds);
        (_started, _read, _ended) = (_ => Started(), _ => _output.Read(), _ => Ended());
        _pidFile = order.PidFile + ".health";
        _call = runtime.BeginExec(new ExecRequest
        {
            Id = order.Id,
            ProcessFile = order.Health!.ProcessFile,
            PidFile = _pidFile,
            Detach = true,
            Streams = new StandardStreams(null, _output.WriteEnd, _output.WriteEnd),
        });
        _output.CloseWriteEnd();
    }

    /// <summary>The runtime is at work: which process is the probe's cannot be known yet.</summary>
    public bool IsStarting => _process is null && !_call.Process.IsClosed;

    /// <summary>The probe; zero as long as nobody knows.</summary>
    public int Pid { get; private set; }

    public void Ask(Waits waits)
    {
        waits.Until(_deadline);
        if (!_output.Fd.IsClosed)
            waits.For(_output.Fd, PollEvents.Readable, _read);
        if (_process is null)
            waits.For(_call.Process, PollEvents.Readable, _started);
        else
            waits.For(_process, PollEvents.Readable, _ended);
    }

    /// <summary>Ends a probe that takes too long.</summary>
    public void Due(long now)
    {
        if (now < _deadline)
            return;
        Kill();
        _output.Read();
        string limit = _limit.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        string output = _output.Text.Length == 0 ? "" : ": " + _output.Text;
        Tell(-1, $"Health check exceeded timeout ({limit}s){output}");
    }

    /// <summary>Ends it, where it is.</summary>
    public void Kill()
    {
        if (_process is not null)
            PidFd.SendSignal(_process, Abi.SIGKILL);
        else
            _call.Kill();
    }

    public void Dispose()
    {
        _output.Dispose();
        _call.Dispose();
        _process?.Dispose();
    }

    private void Started()
    {
        try
        {
            _call.Complete();
            Pid = PidFile.Take(_pidFile);
            _process = PidFd.Open(Pid);
        }
        catch (RuntimeFailure failure)
        {
            Tell(-1, failure.Message);
        }
        catch (SyscallException failure)
        {
            Tell(-1, failure.Message);
        }
    }

    private void Ended()
    {
        if (Children.TryReap(Pid) is not { } status)
            return;
        _output.Read();
        Tell(status.ShellCode, _output.Text);
    }

    private void Tell(int exitCode, string output) =>
        _done(new HealthProbe { Start = _begun, End = DateTimeOffset.UtcNow, ExitCode = exitCode, Output = output });
}
