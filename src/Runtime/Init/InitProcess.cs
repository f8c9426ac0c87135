// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Lifecycle;
using Husk.Runtime.Seccomp;

namespace Husk.Runtime.Init;

/// <summary>
/// A process on its way through its plan, seen from the runtime: it was cloned by <see cref="Launch(PlannedInit)"/>,
/// and until it executes the user's program the two talk over the plan's socket pair (<see cref="SyncPoint"/>).
/// </summary>
internal sealed unsafe class InitProcess : IDisposable
{
    private readonly PlannedInit _planned;
    private readonly PlanMemory _memory;
    private OwnedFd? _socket;
    private OwnedFd? _pidfd;

    private InitProcess(PlannedInit planned) => (_planned, _memory) = (planned, new PlanMemory(planned.Plan));

    public int Pid { get; private set; }

    /// <summary>Readable when the process has ended.</summary>
    public OwnedFd Pidfd => _pidfd!;

    /// <summary>The pty's master, once it has come.</summary>
    public OwnedFd? Master { get; private set; }

    /// <summary>Carries out the runtime's part of the plan, which ends with the clone.</summary>
    /// <exception cref="LifecycleException">A call failed; nothing is left of those before it.</exception>
    public static InitProcess Launch(PlannedInit planned)
    {
        var process = new InitProcess(planned);
        try
        {
            process.Launch();
            return process;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>What only the runtime may set on the child: id maps, resource limits, the OOM score.</summary>
    public void SetUp(LinuxSpec linux, Process? process)
    {
        if (_planned.NeedsIdMaps)
        {
            IdMaps.Write(Pid, linux);
        }

        if (process is not null)
        {
            ProcessLimits.Apply(Pid, process);
        }

        Go();
    }

    /// <summary>The answer to a sync point.</summary>
    public void Go() => Send(stackalloc byte[8]);

    /// <summary>The last answer, after which the child waits for nobody but `start`.</summary>
    /// <exception cref="LifecycleException">It is not there any more.</exception>
    public void LetGo()
    {
        Go();
        if (PidFd.UntilExited(Pidfd, TimeSpan.Zero))
        {
            throw Died();
        }
    }

    /// <summary>Gives the child the filter it waits for before it reports Ready.</summary>
    public void SendFilter(CompiledSeccomp compiled)
    {
        SeccompSteps seccomp = _planned.Process.Seccomp!;
        byte* head = stackalloc byte[SeccompSteps.HeadLength];
        new Span<byte>(head, SeccompSteps.HeadLength).Clear();

        // struct sock_fprog. The child's copy of the plan is where the runtime's is, so its filter will be at this
        // address.
        *(ushort*)head = (ushort)compiled.Instructions.Length;
        *(byte**)(head + 8) = _memory.Address->Data + seccomp.Filter.Value;
        *(uint*)(head + 16) = compiled.LoadFlags;
        Send(new ReadOnlySpan<byte>(head, SeccompSteps.HeadLength));
        Send(compiled.Filter);
    }

    /// <summary>Waits for the child to reach a point. What it could not do on its way there is thrown.</summary>
    /// <param name="point">The point that comes next.</param>
    /// <param name="interrupts">Signals that end the wait.</param>
    /// <returns>The number that goes with the point.</returns>
    public int Await(SyncPoint point, Interrupts interrupts)
    {
        PlanReport report = Receive(interrupts) ?? throw Died();
        while (report.Call == -(int)SyncPoint.Console && point != SyncPoint.Console)
        {
            report = Receive(interrupts) ?? throw Died();
        }

        if (report.Call >= 0)
        {
            throw PlanFailure.Of(_planned.Plan, report);
        }

        if (report.Call != -(int)point)
        {
            throw new LifecycleException(
                $"the container's process reported point {-report.Call} where {point} was due");
        }

        return report.Value;
    }

    /// <summary>Waits until the child has executed the user's program, or could not.</summary>
    public void AwaitExecuted(Interrupts interrupts)
    {
        if (Receive(interrupts) is { } report)
        {
            throw PlanFailure.Of(_planned.Plan, report);
        }

        _socket!.Dispose();
    }

    /// <summary>Ends the process, whatever it does, and takes its exit status.</summary>
    public void Kill()
    {
        if (_pidfd is { IsClosed: false } pidfd)
        {
            PidFd.SendSignal(pidfd, Abi.SIGKILL);
            PidFd.Wait(pidfd);
            pidfd.Dispose();
        }
    }

    public void Dispose()
    {
        CloseRuntimesOwn();
        _socket?.Dispose();
        _pidfd?.Dispose();
        Master?.Dispose();
        _memory.Dispose();
    }

    private void Launch()
    {
        CloneSteps cloned = _planned.Cloned;
        SyncSteps sync = _planned.Sync;
        using OwnedFd? ownPids = cloned.RestoresPidNamespace
            ? At.Open(BorrowedFd.Cwd, "/proc/self/ns/pid", Abi.O_RDONLY)
            : null;
        PlanMemory.Layout* layout = _memory.Address;
        layout->Pid = (int*)(layout->Data + cloned.Pid.Offset);
        layout->ReportFd = (int*)(layout->Data + sync.ChildEnd.Offset);

        PlanReport failure = PlanInterpreter.Run(layout);

        // From here on this is the runtime, and the child, if there is one, is on its own way.
        if (_memory.Read(sync.RuntimeEnd) > 0)
        {
            _socket = new OwnedFd(_memory.Read(sync.RuntimeEnd));
            Kernel.Call(SYS.close, _memory.Read(sync.ChildEnd));
        }

        if (ownPids is not null)
        {
            Kernel.Call(SYS.setns, ownPids.Number, Abi.CLONE_NEWPID);
        }

        if (failure.Value != 0)
        {
            throw PlanFailure.Of(_planned.Plan, failure);
        }

        Pid = _memory.Read(cloned.Pid);
        _pidfd = new OwnedFd(_memory.Read(cloned.Pidfd));
        if (cloned.HasIntermediate)
        {
            AwaitHandOver();
        }

        CloseRuntimesOwn();
    }

    /// <summary>
    /// The intermediate process tells the pid of the container's, which is a child of this one, and ends.
    /// </summary>
    private void AwaitHandOver()
    {
        PlanReport report = Receive(Interrupts.None) ?? throw Died();
        if (report.Call >= 0)
        {
            throw PlanFailure.Of(_planned.Plan, report);
        }

        PidFd.Wait(_pidfd!);
        _pidfd!.Dispose();
        Pid = report.Value;
        _pidfd = PidFd.Open(Pid);
    }

    private PlanReport? Receive(Interrupts interrupts)
    {
        interrupts.WaitReadable(_socket!);
        PlanReport report = default;
        (int length, OwnedFd[] fds) = ReceivePacket(MemoryMarshal.AsBytes(new Span<PlanReport>(ref report)));
        if (fds.Length > 0)
        {
            Master = fds[0];
        }

        return length == 0 ? null : report;
    }

    private (int Length, OwnedFd[] Fds) ReceivePacket(Span<byte> packet)
    {
        try
        {
            return UnixSocket.ReceiveFds(_socket!, packet);
        }
        catch (SyscallException e) when (e.Errno == Abi.ECONNRESET)
        {
            // Once, when the child ended with an answer unread: what it had sent before is still there
            // (net/unix/af_unix.c).
            return UnixSocket.ReceiveFds(_socket!, packet);
        }
    }

    private void Send(ReadOnlySpan<byte> packet)
    {
        fixed (byte* bytes = packet)
        {
            nint result = Kernel.Call(SYS.sendto, _socket!.Number, (nint)bytes, packet.Length, Abi.MSG_NOSIGNAL);

            // Why a child has died is told by the next wait; there is always one.
            if (result < 0 && result != -Abi.EPIPE && result != -Abi.ECONNRESET)
            {
                throw new SyscallException(
                    $"sendto({Strace.Descriptor(_socket!)}, {packet.Length} bytes)", (int)-result);
            }
        }
    }

    private LifecycleException Died()
    {
        ExitStatus status = PidFd.Wait(_pidfd!);
        _pidfd!.Dispose();
        string how = status.Signal != 0
            ? $"killed by signal {status.Signal} ({Signal.Name(status.Signal)})"
            : $"exit status {status.Code}";
        string hint = status.Signal == Abi.SIGKILL ? "; is the memory limit too low for it?" : "";
        return new LifecycleException(
            $"unable to start container process: it ended while it was being set up: {how}{hint}");
    }

    /// <summary>The descriptors that the runtime opened for the child: trees, namespaces, cgroups, the fifo.</summary>
    private void CloseRuntimesOwn()
    {
        ReadOnlySpan<PlannedCall> calls = _planned.Plan.Calls.Span;
        foreach (PlanStep step in _planned.Plan.Steps)
        {
            if (step.Actor != PlanActor.Runtime)
            {
                break;
            }

            for (int i = step.First;
                i < calls.Length && calls[i].Number != SYS.clone3 && _planned.Plan.StepOf(i) == step;
                i++)
            {
                if (calls[i].Result >= 0 && _memory.Read(new Slot(calls[i].Result)) is > 0 and int fd)
                {
                    Kernel.Call(SYS.close, fd);
                    _memory.Write(new Slot(calls[i].Result), -1);
                }
            }
        }
    }
}
