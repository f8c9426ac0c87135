// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using System.Threading;
using Husk.Linux;

namespace Husk.Cli.CommandLine;

/// <summary>SIGINT, SIGTERM and SIGHUP, as the wish that a command undoes what it has begun and ends.</summary>
internal sealed class Interrupt : IDisposable
{
    // SIGHUP, SIGINT and SIGTERM in signal(7).
    private const int HangUpNumber = 1, InterruptNumber = 2, TerminateNumber = 15;

    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly PosixSignalRegistration _hangUp;

    public Interrupt()
    {
        // A shell without job control has what runs in the background ignore it (POSIX, sh, 2.11), and .NET would not
        // hear of it then. Docker hears: `docker run ... & kill -INT $!` is for the container.
        SignalDisposition.StopIgnoring(InterruptNumber);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ];
        // What nohup(1) starts ignores it, and goes on.
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
    }

    public CancellationToken Token => _asked.Token;

    /// <summary>The number of the signal that came; null while none has.</summary>
    public int? Came { get; private set; }

    /// <summary>From now on the signals are somebody else's.</summary>
    public void Release()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        ReleaseHangUp();
    }

    /// <summary>From now on a terminal that goes takes this process with it.</summary>
    public void ReleaseHangUp() => _hangUp.Dispose();

    public void Dispose()
    {
        Release();
        _asked.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        // Once: whoever asks twice does not want to wait for the undoing.
        signal.Cancel = !_asked.IsCancellationRequested;
        Came ??= signal.Signal switch
        {
            PosixSignal.SIGINT => InterruptNumber,
            PosixSignal.SIGHUP => HangUpNumber,
            _ => TerminateNumber,
        };
        _asked.Cancel();
    }
}
