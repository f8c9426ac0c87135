// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;

namespace Husk.Runtime.Lifecycle;

/// <summary>Where the terminal's master goes: to `--console-socket`, or to a foreground runtime.</summary>
internal static class ConsoleRequest
{
    /// <exception cref="LifecycleException">A socket without a terminal, or a terminal that nobody would
    /// hold.</exception>
    public static void Check(Process? process, string? socket, bool detached)
    {
        bool terminal = process?.Terminal == true;
        if (terminal && detached && socket is null)
        {
            throw new LifecycleException(
                "cannot allocate tty if runc will detach without setting console socket: give --console-socket, or set "
                + "process.terminal to false");
        }

        if (terminal && !detached
            && !Terminal.Is(BorrowedFd.StandardInput) && !Terminal.Is(BorrowedFd.StandardOutput)
            && !Terminal.Is(BorrowedFd.StandardError))
        {
            throw new LifecycleException(
                "provided file is not a console: process.terminal is set, and none of stdin, stdout and stderr is a "
                + "terminal: use --detach and --console-socket, or set it to false");
        }

        if (socket is not null && !(terminal && detached))
        {
            throw new LifecycleException(
                "cannot use console socket if runc will not detach or allocate tty: leave --console-socket out, or set "
                + "process.terminal and detach");
        }
    }

    public static void HandOver(InitProcess init, string? socket)
    {
        if (init.Master is { } master)
        {
            HandOver(master, socket);
        }
    }

    /// <summary>Sends a terminal's master to a socket, if there is one.</summary>
    public static void HandOver(OwnedFd master, string? socket)
    {
        if (socket is not null)
        {
            using OwnedFd connection = UnixSocket.Connect(socket);
            UnixSocket.SendFds(connection, Encoding.UTF8.GetBytes("/dev/ptmx"), [master.Number]);
        }
    }
}
