// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Husk.Linux;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    private static readonly TimeSpan MonitorPatience = TimeSpan.FromSeconds(10);

    /// <summary>Starts a container, and leaves it to its monitor. One that runs is left alone.</summary>
    /// <exception cref="StartException">The process cannot be executed; with the exit code that says why.</exception>
    public void Start(string nameOrId) => Start(nameOrId, null)?.Dispose();

    /// <summary>The same, attached from the first byte on.</summary>
    /// <param name="nameOrId">Which.</param>
    /// <param name="attachment">To what; null for nothing.</param>
    /// <returns>The streams; null when it ran already.</returns>
    public ContainerStream? Start(string nameOrId, Attachment? attachment) => Guard(() =>
    {
        string id = _store.Resolve(nameOrId);
        using ContainerLock locked = LockWithoutMonitor(id);
        Container container = _store.Read(id);
        ContainerState state = Settle(locked, container) ?? throw ContainerStore.Missing(nameOrId);
        return Transitions.Check(ContainerVerb.Start, state.Status, id, container.Name)
            ? Launch(locked, container, attachment)
            : null;
    });

    /// <summary>Makes a container and starts it, in one: when this process dies between the two, neither has
    /// happened.</summary>
    /// <returns>The container, and the streams that were asked for.</returns>
    public Task<(Container Container, ContainerStream Stream)> Run(ContainerRequest request, Attachment? attachment,
        CancellationToken cancel, Action<Container>? made = null) => Guard(async () =>
    {
        (ContainerLock locked, Container container) = await Make(request, forRun: true, cancel).ConfigureAwait(false);
        using (locked)
        {
            try
            {
                made?.Invoke(container);
                return (container, Launch(locked, container, attachment));
            }
            catch when (container.HostConfig.AutoRemove)
            {
                Erase(locked, container, volumes: true);
                throw;
            }
        }
    });

    private ContainerStream Launch(ContainerLock locked, Container container, Attachment? attachment)
    {
        bool launched = false;
        try
        {
            if (attachment is not null)
                Tell(container, "attach");
            Equip(locked, container, attachment?.Window ?? default);
            (OwnedFd here, OwnedFd there) = UnixSocket.Pair(Linux.Syscalls.Abi.SOCK_STREAM);
            var monitor = new MonitorConnection(here);
            using (there)
                StartMonitor(locked.Paths.MonitorOrder, there);
            if (attachment is not null)
                monitor.Send(FrameKind.Attach, ProtocolJson.Write(attachment.Request));
            if (attachment is { CleansUp: true })
                monitor.Send(FrameKind.CleanUpIsMine);
            monitor.Send(FrameKind.Start);
            AwaitBegin(monitor);
            launched = true;
            return new ContainerStream(this, container, monitor, attachment is { CleansUp: true });
        }
        finally
        {
            if (!launched)
                Abandon(locked, container);
        }
    }

    // A monitor that was killed may have left a runtime at work; what that makes is taken away when it has made it.
    private void Abandon(ContainerLock locked, Container container)
    {
        AwaitMonitorGone(locked.Id);
        Release(locked, container);
    }

    // The monitor's streams lead nowhere, its session is its own, and so the user's terminal does not know it.
    private static void StartMonitor(string order, OwnedFd socket)
    {
        using OwnedFd nothing = At.Open(BorrowedFd.Cwd, "/dev/null", Linux.Syscalls.Abi.O_RDWR);
        using SpawnedProcess monitor = Spawn.Start(new SpawnRequest
        {
            Program = Programs.Monitor,
            Arguments = [order],
            Directory = "/",
            NewSession = true,
            Environment = Programs.MonitorEnvironment,
            Fds = [new(nothing.Number, 0), new(nothing.Number, 1), new(nothing.Number, 2), new(socket.Number, 3)],
        });
    }

    private static void AwaitBegin(MonitorConnection monitor)
    {
        while (true)
        {
            switch (monitor.Receive(out ReadOnlySpan<byte> payload))
            {
                case FrameKind.Begun:
                    return;
                case FrameKind.Failed:
                    StartFailure failure = ProtocolJson.ParseFailure(payload);
                    throw new StartException(failure.Message, failure.ExitCode);
                case null:
                    throw new EngineException(EngineFault.Unavailable,
                        "the monitor ended before the container began: see whether husk-monitor is whole");
            }
        }
    }

    /// <summary>The lock, once the monitor of the last run is gone: it may still be cleaning up, and for that wants the
    /// lock.</summary>
    private ContainerLock LockWithoutMonitor(string id)
    {
        while (true)
        {
            ContainerLock locked = _store.Lock(id);
            if (IsActive(_store.ReadState(id).Status) || !_store.HasMonitor(id))
                return locked;
            locked.Dispose();
            AwaitMonitorGone(id);
        }
    }

    private void AwaitMonitorGone(string id)
    {
        long end = Environment.TickCount64 + (long)MonitorPatience.TotalMilliseconds;
        for (int pause = 1; _store.HasMonitor(id); pause = Math.Min(pause * 2, 50))
        {
            if (Environment.TickCount64 > end)
            {
                throw new EngineException(EngineFault.Unavailable,
                    string.Create(CultureInfo.InvariantCulture,
                        $"container {id} has ended, but its monitor has not within {MonitorPatience.TotalSeconds} seconds"));
            }
            Thread.Sleep(pause);
        }
    }
}
