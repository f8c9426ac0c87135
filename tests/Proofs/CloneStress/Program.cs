// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using Husk.Linux.Syscalls;
using Husk.Runtime.Init;

namespace Husk.Proofs.CloneStress;

/// <summary>
/// clone-stress CLONES [hang]: clones that many children with the runtime's interpreter, each right after a garbage
/// collection, and prints how many ended as they should. With `hang` the children wait for ever instead.
/// </summary>
internal static unsafe class Program
{
    private const int ExitCode = 7;
    private const int Deadline = 2000;

    private static byte[][] _garbage = [];

    private static int Main(string[] arguments)
    {
        int clones = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        bool hang = arguments.Length > 1;
        int right = 0, hung = 0;
        for (int i = 0; i < clones; i++)
        {
            using var memory = new PlanMemory(Plan(hang, out Slot pid, out Slot pidfd));
            memory.Address->Pid = (int*)(memory.Address->Data + pid.Offset);
            memory.Address->ReportFd = (int*)(memory.Address->Data + pidfd.Offset);
            Litter(i);
            GC.Collect(i % 3);
            PlanInterpreter.Run(memory.Address);
            int status = Wait(memory.Read(pid), memory.Read(pidfd));
            right += status == ExitCode ? 1 : 0;
            hung += status < 0 ? 1 : 0;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{clones} clones, {right} ended as planned, {hung} hung, {GC.CollectionCount(0)} collections"));
        return right == clones ? 0 : 1;
    }

    private static InitPlan Plan(bool hang, out Slot pid, out Slot pidfd)
    {
        var plan = new PlanBuilder();
        pid = plan.Slot("pid");
        pidfd = plan.Slot("pidfd");
        Argument clone = plan.Struct(new clone_args
        {
            flags = Abi.CLONE_PIDFD | Abi.CLONE_CLEAR_SIGHAND,
            exit_signal = Abi.SIGCHLD,
        });
        plan.Point(clone, 8, PlanBuilder.AddressOf(pidfd));
        plan.Step("clone", "as CloneSteps does");
        plan.Call(SYS.clone3, clone, Abi.CLONE_ARGS_SIZE_VER2).Into(pid).StopOnPositive();
        for (int i = 0; i < 5; i++)
        {
            plan.Call(SYS.getpid);
        }

        if (hang)
        {
            plan.Call(SYS.ppoll, 0, 0, 0, 0, 0);
        }

        plan.Call(SYS.exit_group, ExitCode);
        return plan.Build();
    }

    /// <summary>Objects of every age, so that each collection has something to move.</summary>
    private static void Litter(int round)
    {
        var garbage = new byte[64][];
        for (int i = 0; i < garbage.Length; i++)
        {
            garbage[i] = new byte[(round * 37 % 4096) + i];
        }

        if (round % 8 == 0)
        {
            _garbage = garbage;
        }
    }

    /// <summary>The exit code, or -1 for a child that was still there at the deadline.</summary>
    private static int Wait(int pid, int pidfd)
    {
        var ended = new pollfd { fd = pidfd, events = Abi.POLLIN };
        var limit = new timespec { tv_sec = Deadline / 1000 };
        bool inTime = Kernel.Wait(SYS.ppoll, (nint)(&ended), 1, (nint)(&limit), 0, 8) > 0;
        if (!inTime)
        {
            Kernel.Call(SYS.pidfd_send_signal, pidfd, Abi.SIGKILL, 0, 0);
        }

        int status;
        Kernel.Wait(SYS.wait4, pid, (nint)(&status), 0, 0);
        Kernel.Call(SYS.close, pidfd);
        return inTime ? (status >> 8) & 0xFF : -1;
    }
}
