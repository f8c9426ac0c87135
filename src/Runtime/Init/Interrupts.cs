// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Init;

/// <summary>
/// SIGINT, SIGTERM and SIGHUP while something half made is about: asked for at every wait, so that they end the verb by
/// an exception that undoes it, and not the process.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly OwnedFd? _signals;

    private Interrupts(OwnedFd? signals) => _signals = signals;

    /// <summary>Readable when a signal has come; null when none is waited for. Not for its content.</summary>
    public OwnedFd? Descriptor => _signals;

    /// <summary>Waits that nothing ends.</summary>
    public static Interrupts None { get; } = new(null);

    /// <summary>Blocks <see cref="CaughtSignals"/> for good, in every thread that there is.</summary>
    public static Interrupts Catch()
    {
        SignalSet caught = CaughtSignals.Set;
        if ((SignalMask.Current.Bits & caught.Bits) != caught.Bits)
        {
            ProcessSignals.Block(caught);
        }

        return new(SignalFd.Open(SignalSet.Of(Abi.SIGINT, Abi.SIGTERM, Abi.SIGHUP)));
    }

    /// <summary>Waits until the descriptor can be read; false when the time ran out.</summary>
    /// <exception cref="LifecycleException">A signal came first.</exception>
    public bool WaitReadable(BorrowedFd fd, TimeSpan? limit = null)
    {
        if (_signals is null)
        {
            return Poll.UntilReadable(fd, limit);
        }

        Span<PollEntry> entries = [new(fd, PollEvents.Readable), new(_signals, PollEvents.Readable)];
        bool came = Poll.Wait(entries, limit) > 0;

        // What was waited for counts first: a program that has begun is to get the signal, not to be undone by it.
        if (entries[0].Came == 0 && entries[1].Came != 0)
        {
            throw Interrupted();
        }

        return came;
    }

    /// <summary>Throws when a signal has come, without waiting.</summary>
    public void Check()
    {
        if (_signals is not null && Poll.UntilReadable(_signals, TimeSpan.Zero))
        {
            throw Interrupted();
        }
    }

    public void Dispose() => _signals?.Dispose();

    private LifecycleException Interrupted() => new($"interrupted by {Signal.Name(SignalFd.Read(_signals!).Number)}");
}
