// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Init;

/// <summary>
/// SIGINT, SIGTERM and SIGHUP while something half made is about: blocked, and asked for at every wait, so that they
/// end the verb by an exception that undoes it, and not the process.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly OwnedFd? _signals;
    private readonly SignalSet _before;

    private Interrupts(OwnedFd? signals, SignalSet before) => (_signals, _before) = (signals, before);

    /// <summary>Waits that nothing ends.</summary>
    public static Interrupts None { get; } = new(null, default);

    /// <summary>Blocks the signals until Dispose.</summary>
    public static Interrupts Catch()
    {
        SignalSet set = SignalSet.Of(Abi.SIGINT, Abi.SIGTERM, Abi.SIGHUP);
        SignalSet before = SignalMask.Block(set);
        return new Interrupts(SignalFd.Open(set), before);
    }

    /// <summary>Waits until the descriptor can be read.</summary>
    /// <exception cref="LifecycleException">A signal came first.</exception>
    public void WaitReadable(BorrowedFd fd)
    {
        if (_signals is null)
        {
            Poll.UntilReadable(fd);
            return;
        }

        Span<PollEntry> entries = [new(fd, PollEvents.Readable), new(_signals, PollEvents.Readable)];
        Poll.Wait(entries);
        if (entries[1].Came != 0)
        {
            throw new LifecycleException($"interrupted by {Signal.Name(SignalFd.Read(_signals).Number)}; nothing was left behind");
        }
    }

    /// <summary>Throws when a signal has come, without waiting.</summary>
    public void Check()
    {
        if (_signals is not null && Poll.UntilReadable(_signals, TimeSpan.Zero))
        {
            throw new LifecycleException($"interrupted by {Signal.Name(SignalFd.Read(_signals).Number)}; nothing was left behind");
        }
    }

    public void Dispose()
    {
        if (_signals is not null)
        {
            _signals.Dispose();
            SignalMask.Set(_before);
        }
    }
}
