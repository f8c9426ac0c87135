// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Husk.Cli.CommandLine;

/// <summary>SIGINT and SIGTERM, as the wish that a command undoes what it has begun and ends.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private PosixSignalRegistration? _interrupt;
    private PosixSignalRegistration? _terminate;

    public Interrupt()
    {
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
        Came ??= signal.Signal is PosixSignal.SIGINT ? 2 : 15;
        _asked.Cancel();
    }
}
