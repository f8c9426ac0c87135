// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using System.Threading;
using Husk.Linux;

namespace Husk.Cli.CommandLine;

/// <summary>SIGINT and SIGTERM, as the wish that a command undoes what it has begun and ends.</summary>
internal sealed class Interrupt : IDisposable
{
    // SIGINT in signal(7).
    private const int InterruptNumber = 2;

    private readonly CancellationTokenSource _asked = new();
    private PosixSignalRegistration? _interrupt;
    private PosixSignalRegistration? _terminate;

    public Interrupt()
    {
        // A shell without job control has what runs in the background ignore it (POSIX, sh, 2.11), and .NET would not
        // hear of it then. Docker hears: `docker run ... & kill -INT $!` is for the container.
        SignalDisposition.StopIgnoring(InterruptNumber);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    public CancellationToken Token => _asked.Token;

    /// <summary>The number of the signal that came; null while none has.</summary>
    public int? Came { get; private set; }

    /// <summary>From now on the signals are somebody else's.</summary>
    public void Release()
    {
        _interrupt?.Dispose();
        _terminate?.Dispose();
        _interrupt = _terminate = null;
    }

    public void Dispose()
    {
        Release();
        _asked.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        // Once: whoever asks twice does not want to wait for the undoing.
        signal.Cancel = !_asked.IsCancellationRequested;
        Came ??= signal.Signal is PosixSignal.SIGINT ? InterruptNumber : 15;
        _asked.Cancel();
    }
}
