// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text.Json;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Monitor.Clients;
using Husk.Monitor.Container;
using Husk.Monitor.Health;
using Husk.Monitor.Loop;
using Husk.Monitor.Output;
using Husk.Monitor.Protocol;
using Husk.Networks.Dns;
using Husk.Runtime.Client;

namespace Husk.Monitor;

/// <summary>
/// The container's one companion: starts it, carries its streams, takes its exit status, starts it again or lets it be.
/// One thread, and one place where it waits: <see cref="Run"/>. With <c>mode=non-blocking</c> a second one writes the log.
/// </summary>
internal sealed partial class Supervisor : IDisposable
{
    // What is read stands behind room for a frame's header: so it is sent in one write(2), without a copy.
    private const int RoomForOutput = 16 * 1024;

    private readonly MonitorOrder _order;
    private readonly RuntimeClient _runtime;
    private readonly ClientList _clients;
    private readonly OutputLog _log;
    private readonly StateFile _state;
    private readonly EventLog _events;
    private readonly RestartRule _restarts;
    private readonly OwnedFd _signals;
    private readonly Waits _waits = new();
    private readonly byte[] _output = new byte[Frame.HeaderSize + RoomForOutput];
    private readonly Action<PollEvents> _signalCame, _callEnded, _processEnded, _memoryRanOut, _asked;
    private readonly Action<Client> _left;

    private Phase _phase = Phase.Waiting;
    private RuntimeCall? _call;
    private ContainerStreams? _streams;
    private OwnedFd? _process;
    private OomWatch? _oom;
    private HealthCheck? _health;
    private Resolver? _names;
    private Stopper _stopper;
    private TerminalSize? _size;
    private bool _childEnded;
    private bool _stopIsWanted, _stoppedByUser;
    private byte[]? _lastWord;
    private bool _cleanUpIsDue;

    public Supervisor(MonitorOrder order, OwnedFd starter, OwnedFd signals)
    {
        _order = order;
        _signals = signals;
        string? root = order.Runtime.Root is "" ? null : order.Runtime.Root;
        _runtime = new RuntimeClient(order.Runtime.Path, order.Runtime.Arguments, root);
        _state = new StateFile(order.StatePath);
        _events = new EventLog(order);
        _restarts = new RestartRule(order.Restart);
        _stopper = new Stopper(order);
        _log = new OutputLog(order.Log);
        _clients = new ClientList(order.SocketPath, starter);
        if (order.Rows > 0 && order.Columns > 0)
            _size = new TerminalSize(order.Rows, order.Columns);
        (_signalCame, _callEnded, _left) = (_ => TakeSignal(), _ => EndCall(), Leave);
        (_processEnded, _memoryRanOut, _asked) = (_ => EndProcess(), _ => TakeOom(), _ => ServeNames());
    }

    /// <summary>Carries out the order; returns when the container has ended for good.</summary>
    public void Run()
    {
        while (_phase != Phase.Ended)
        {
            Ask();
            _waits.Once();
            TakeFrames();
            _clients.Sweep(_left);
            Due(Waits.Now);
            ReapOrphans();
        }
    }

    /// <summary>
    /// The container has ended, everybody has been told: what is left is to be cleaned up, and to be read.
    /// </summary>
    /// <param name="monitorLock">Given up as soon as the next monitor may start.</param>
    public void Finish(OwnedFd monitorLock)
    {
        // Whoever came in while the container ended was not there when the others were told.
        int told = _clients.All.Count;
        _clients.CloseDoor();
        for (int i = told; i < _clients.All.Count && _lastWord is not null; i++)
            _clients.All[i].Send(_lastWord);
        // The next run's monitor listens at the same address.
        _names?.Dispose();
        _names = null;
        // Before the lock: the next monitor compresses what this one has not.
        _log.Dispose();
        monitorLock.Dispose();
        _cleanUpIsDue = true;
        CleanUpUnlessAnotherDoes();
        while (_cleanUpIsDue || _clients.AnyIsBehind)
        {
            _clients.Ask(_waits, inputIsBlocked: false);
            _waits.Once();
            TakeFrames();
            _clients.Sweep(_left);
            CleanUpUnlessAnotherDoes();
        }
    }

    public void Dispose()
    {
        EndRun();
        _call?.Dispose();
        _names?.Dispose();
        _clients.Dispose();
        _log.Dispose();
    }

    /// <summary>The container will not run again; everybody is told.</summary>
    private void End(FrameKind kind, byte[] payload)
    {
        _phase = Phase.Ended;
        _lastWord = Frame.Write(kind, payload);
        foreach (Client client in _clients.All)
            client.Send(_lastWord);
    }

    /// <summary>
    /// What is for the container is to stay where it is: the container does not read, or is not there yet.
    /// </summary>
    private bool InputIsBlocked =>
        _phase is Phase.Starting or Phase.Restarting || _streams?.Input is { IsBlocked: true };

    private void Ask()
    {
        _waits.For(_signals, PollEvents.Readable, _signalCame);
        _clients.Ask(_waits, InputIsBlocked);
        if (_call is not null)
            _waits.For(_call.Process, PollEvents.Readable, _callEnded);
        // Not before the runtime is done, though it be dead: what the runtime says comes first.
        if (_process is not null && _phase == Phase.Running)
            _waits.For(_process, PollEvents.Readable, _processEnded);
        if (_oom?.Entry is { } killer)
            _waits.For(killer, _memoryRanOut);
        _streams?.Ask(_waits, mayRead: _phase == Phase.Running && !_clients.AnyIsBehind);
        _health?.Ask(_waits);
        _log.Ask(_waits);
        if (_names is not null)
        {
            _waits.For(_names.Descriptor, PollEvents.Readable, _asked);
            _waits.Until(_names.Deadline);
        }

        _stopper.Ask(_waits);
        _waits.Until(_phase == Phase.Restarting && _call is null ? _restartAt : null);
    }

    private void Due(long now)
    {
        _health?.Due(now);
        if (now >= _names?.Deadline)
            ServeNames();
        if (_process is not null)
            _stopper.Due(now, _process);
        if (_phase == Phase.Restarting && _call is null && now >= _restartAt)
            Start();
    }

    private void TakeOutput(LogStream stream, int count)
    {
        // First the disk, then the clients: what somebody has seen is in the log.
        _log.Add(stream, _output.AsSpan(Frame.HeaderSize, count));
        Frame.WriteHeader(_output, stream == LogStream.Stdout ? FrameKind.Stdout : FrameKind.Stderr, count);
        _clients.SendOutput(_output.AsSpan(0, Frame.HeaderSize + count), stream);
    }

    // A question that cannot be answered, because what it asks for is just being changed, is asked again by who asked.
    private void ServeNames()
    {
        try
        {
            _names!.Serve();
        }
        catch (Exception failure) when (failure is SyscallException or JsonException)
        {
        }
    }

    private void TakeSignal()
    {
        if (SignalFd.Read(_signals).Number == Abi.SIGCHLD)
        {
            _childEnded = true;
            return;
        }

        // The machine goes down, or somebody wants this container to: it is stopped with its own signal, and the next
        // boot may start it again.
        RequestStop(byUser: false);
        if (_process is not null)
            _stopper.Begin(_process);
    }

    // Orphans of the container come here, and of a runtime that died. Not while a process is being started that may be
    // among them, and whose number is not known yet; and never those whose status somebody waits for.
    private void ReapOrphans()
    {
        if (!_childEnded || _call is not null || _health?.IsStarting == true)
            return;
        while (Children.TryPeek() is { } pid && pid != _pid && pid != _health?.ProbePid && !_log.HasChild(pid))
            Children.TryReap(pid);
        _childEnded = false;
    }
}
