// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using System.Threading;
using Husk.Cli.Output;
using Husk.Engine.Containers.Execs;
using Husk.Linux;
using Husk.Monitor.Protocol;

namespace Husk.Cli.Commands.Containers;

/// <summary>The user's terminal joined to that of a process in a container.</summary>
internal sealed class ExecTerminal : IDisposable
{
    private readonly ExecProcess _process;
    private readonly DetachFilter _filter;
    private readonly PosixSignalRegistration _resized;
    private readonly OwnedFd _detached = EventFd.Open();
    private RawTerminal? _raw;

    public ExecTerminal(Streams streams, ExecProcess process, string detachKeys)
    {
        _process = process;
        _filter = new DetachFilter(DetachKeys.Parse(detachKeys));
        _resized = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ =>
        {
            TerminalSize size = AttachSession.WindowOf(streams, tty: true);
            if (size != default)
                Terminal.Resize(process.Terminal!, size);
        });
        Raw = streams.InIsTerminal;
    }

    private bool Raw { get; }

    /// <summary>Copies to and fro; false when the user has typed the detach keys.</summary>
    /// <param name="input">Whether what is typed goes to the process.</param>
    public bool Follow(bool input)
    {
        if (input && Raw)
            _raw = new RawTerminal();
        if (input)
            new Thread(PumpInput) { IsBackground = true, Name = "stdin" }.Start();
        Span<byte> buffer = stackalloc byte[32 * 1024];
        while (_process.ReadTerminal(buffer, _detached) is var count && count > 0)
            Fd.WriteAll(BorrowedFd.StandardOutput, buffer[..count]);
        return !Poll.UntilReadable(_detached, TimeSpan.Zero);
    }

    public void Dispose()
    {
        _resized.Dispose();
        _raw?.Dispose();
        _detached.Dispose();
    }

    private void PumpInput()
    {
        Span<byte> buffer = stackalloc byte[4096];
        try
        {
            int count;
            while ((count = Fd.Read(BorrowedFd.StandardInput, buffer)) > 0)
            {
                bool detached = _filter.Pass(buffer[..count], out ReadOnlySpan<byte> passed);
                Fd.WriteAll(_process.Terminal!, passed);
                if (!detached)
                    continue;
                EventFd.Add(_detached, 1);
                return;
            }
        }
        catch (Exception e) when (e is SyscallException or ObjectDisposedException)
        {
            // The process, or the user's terminal, is gone: the other direction ends.
        }
    }
}
