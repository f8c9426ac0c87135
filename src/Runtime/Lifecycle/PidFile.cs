// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.IO;
using System.Text;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Runtime.Init;

namespace Husk.Runtime.Lifecycle;

/// <summary>`--pid-file` and `--pidfd-socket`: who asked learns which process it is.</summary>
internal static class PidFile
{
    /// <summary>By rename: a reader sees the whole number or no file.</summary>
    public static void Write(string? path, int pid)
    {
        if (path is not null)
        {
            using OwnedFd directory = At.Open(
                BorrowedFd.Cwd, Path.GetDirectoryName(path)!, Abi.O_PATH | Abi.O_DIRECTORY);
            byte[] number = Encoding.ASCII.GetBytes(pid.ToString(CultureInfo.InvariantCulture));
            At.AtomicWrite(directory, Path.GetFileName(path), number, mode: 0x1B4);
        }
    }

    public static void Send(string? socket, InitProcess process)
    {
        if (socket is not null)
        {
            using OwnedFd connection = UnixSocket.Connect(socket);
            UnixSocket.SendFds(connection, Encoding.UTF8.GetBytes("pidfd"), [process.Pidfd.Number]);
        }
    }
}
