// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Runtime.Init;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Criu;

/// <summary>One request, the notifications on the way, and the answer.</summary>
internal static class CriuConversation
{
    /// <summary>More than any message of CRIU's: its own limit is a page for each (cr-service.c).</summary>
    private const int MostBytes = 40960;

    /// <summary>What is done at a notification; the descriptor, if it has one, is the callee's.</summary>
    public delegate void Notification(string script, int pid, OwnedFd? fd);

    /// <summary>Launches CRIU for a question that has one answer.</summary>
    public static CriuResponse Ask(string program, ProtobufWriter request, Interrupts interrupts)
    {
        using CriuProcess criu = CriuProcess.Launch(program, CriuPlace.Host, interrupts);
        CriuResponse response = Hold(criu, request, (_, _, _) => { }, interrupts);
        criu.Wait();
        return response;
    }

    /// <exception cref="LifecycleException">CRIU said no, went away, or said what cannot be read.</exception>
    public static CriuResponse Hold(
        CriuProcess criu, ProtobufWriter request, Notification notified, Interrupts interrupts)
    {
        Send(criu, request);
        while (true)
        {
            (CriuResponse response, OwnedFd? fd) = Receive(criu, interrupts);
            if (!response.Success)
            {
                fd?.Dispose();
                throw Failed(response);
            }

            if (response.Type != CriuType.Notify)
            {
                fd?.Dispose();
                return response;
            }

            notified(response.Script, response.Pid, fd);
            Send(criu, CriuRequest.Notified());
        }
    }

    private static void Send(CriuProcess criu, ProtobufWriter message)
    {
        try
        {
            Fd.WriteOnce(criu.Socket, message.Written);
        }
        catch (SyscallException e) when (e.Errno is Abi.EPIPE or Abi.ECONNRESET)
        {
            // Its last words are still to be read, and tell more.
        }
    }

    private static (CriuResponse Response, OwnedFd? Fd) Receive(CriuProcess criu, Interrupts interrupts)
    {
        interrupts.WaitReadable(criu.Socket);
        byte[] packet = new byte[MostBytes];
        (int length, OwnedFd[] fds) = ReceivePacket(criu, packet);
        if (length == 0)
        {
            throw new LifecycleException($"criu ended without an answer: {How(criu.Wait())}");
        }

        try
        {
            return (CriuResponse.Parse(packet.AsSpan(0, length)), fds.Length > 0 ? fds[0] : null);
        }
        catch (FormatException e)
        {
            throw new LifecycleException($"criu said what cannot be read: {e.Message}", e);
        }
    }

    private static (int Length, OwnedFd[] Fds) ReceivePacket(CriuProcess criu, byte[] packet)
    {
        try
        {
            return UnixSocket.ReceiveFds(criu.Socket, packet);
        }
        catch (SyscallException e) when (e.Errno == Abi.ECONNRESET)
        {
            // Once, when it ended with a request unread: what it had sent before is still there (net/unix/af_unix.c).
            return UnixSocket.ReceiveFds(criu.Socket, packet);
        }
    }

    private static string How(ExitStatus status) =>
        status.Signal != 0 ? $"killed by {Signal.Name(status.Signal)}" : $"exit status {status.Code}";

    // runc's words, which its callers show.
    private static LifecycleException Failed(CriuResponse response)
    {
        string errno = response.Errno == 0 ? "" : $" ({Errno.Text(response.Errno)})";
        // CRIU's own words come with the end of their line.
        string words = response.Message.ReplaceLineEndings(" ").Trim();
        string more = words.Length == 0 ? "" : ": " + words;
        string type = response.Type switch
        {
            CriuType.PreDump => "PRE_DUMP",
            CriuType.FeatureCheck => "FEATURE_CHECK",
            _ => response.Type.ToString().ToUpperInvariant(),
        };
        return new LifecycleException($"criu failed: type {type} errno {response.Errno}{errno}{more}");
    }
}
