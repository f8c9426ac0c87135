// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Monitor.Loop;
using Husk.Monitor.Protocol;

namespace Husk.Monitor.Container;

/// <summary>Stops the process by its signal, and by SIGKILL when it takes too long.</summary>
internal sealed class Stopper(MonitorOrder order)
{
    private long? _deadline;

    public bool IsStopping { get; private set; }

    /// <summary>Asks the process to end; a second time changes nothing.</summary>
    public void Begin(BorrowedFd process)
    {
        if (IsStopping)
            return;
        IsStopping = true;
        if (order.StopTimeout >= 0)
            _deadline = Waits.Now + order.StopTimeout * 1000L;
        bool isKnown = Signal.TryParse(order.StopSignal.Length == 0 ? "TERM" : order.StopSignal, out int signal);
        PidFd.SendSignal(process, isKnown ? signal : Abi.SIGTERM);
    }

    public void Ask(Waits waits) => waits.Until(_deadline);

    public void Due(long now, BorrowedFd process)
    {
        if (now < _deadline || _deadline is null)
            return;
        _deadline = null;
        PidFd.SendSignal(process, Abi.SIGKILL);
    }
}
