// SPDX-License-Identifier: Apache-2.0
using System;
using System.Threading;
using Husk.Cli.Output;
using Husk.Engine.Containers;
using Husk.Linux;

namespace Husk.Cli.Commands.Containers;

/// <summary>The user's streams joined to a container's, until one side has enough.</summary>
/// <param name="streams">The user's.</param>
/// <param name="containers">Where signals are sent through.</param>
/// <param name="stream">The container's.</param>
internal sealed class AttachSession(Streams streams, ContainerEngine containers, ContainerStream stream) : IDisposable
{
    private RawTerminal? _raw;
    private SignalProxy? _signals;

    /// <summary>Whether the container has a terminal, and the user sits at one.</summary>
    private bool IsTerminal => stream.Container.Config.Tty && (streams.InIsTerminal || streams.OutIsTerminal);

    /// <summary>The size of the user's terminal, for a container that has one.</summary>
    public static TerminalSize WindowOf(Streams streams, bool tty)
    {
        if (!tty)
            return default;
        return streams.OutIsTerminal ? Terminal.Size(BorrowedFd.StandardOutput)
            : streams.InIsTerminal ? Terminal.Size(BorrowedFd.StandardInput) : default;
    }

    /// <summary>Hands signals on to the container's process from now on.</summary>
    public void ProxySignals() => _signals = new SignalProxy(containers, stream.Container.Id);

    /// <summary>Copies to and fro.</summary>
    /// <param name="input">Whether the user's input goes to the container.</param>
    /// <returns>How it ended; the exit code is <see cref="ContainerStream.ExitCode"/>.</returns>
    public StreamEvent Follow(bool input)
    {
        using WindowWatch? window = IsTerminal ? new WindowWatch(streams, stream) : null;
        if (input && stream.Container.Config.Tty && streams.InIsTerminal)
            _raw = new RawTerminal();
        if (input)
            new Thread(PumpInput) { IsBackground = true, Name = "stdin" }.Start();
        while (true)
        {
            StreamEvent came = stream.Receive(out ReadOnlySpan<byte> output);
            if (came is StreamEvent.Stdout)
                Fd.WriteAll(BorrowedFd.StandardOutput, output);
            else if (came is StreamEvent.Stderr)
                Fd.WriteAll(BorrowedFd.StandardError, output);
            else
                return came;
        }
    }

    public void Dispose()
    {
        _signals?.Dispose();
        _raw?.Dispose();
    }

    // A thread of its own: who reads output must never wait for a container that does not read its input.
    private void PumpInput()
    {
        Span<byte> buffer = stackalloc byte[32 * 1024];
        try
        {
            int count;
            while ((count = Fd.Read(BorrowedFd.StandardInput, buffer)) > 0)
                stream.Write(buffer[..count]);
            stream.EndInput();
        }
        catch (Exception e) when (e is SyscallException or ObjectDisposedException)
        {
            // The terminal is gone, or the container: the other direction ends the session.
        }
    }
}
