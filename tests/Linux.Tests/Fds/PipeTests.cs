// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Text;
using Microsoft.Win32.SafeHandles;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Tests.Fds;

public sealed class PipeTests
{
    [Fact]
    public void What_goes_in_comes_out_and_ends_with_the_writer()
    {
        using Pipe pipe = Pipe.Open();
        Assert.StartsWith("pipe:[", new FileInfo($"/proc/self/fd/{pipe.ReadEnd.Number}").LinkTarget);
        Fd.WriteAll(pipe.WriteEnd, "through"u8);
        Span<byte> buffer = stackalloc byte[16];
        Assert.Equal("through", Encoding.ASCII.GetString(buffer[..Fd.Read(pipe.ReadEnd, buffer)]));
        pipe.WriteEnd.Dispose();
        Assert.Equal(0, Fd.Read(pipe.ReadEnd, buffer));
    }

    [Fact]
    public void Both_ends_are_close_on_exec_and_flags_are_passed_on()
    {
        using Pipe pipe = Pipe.Open(O_NONBLOCK);
        Assert.Equal(O_CLOEXEC | O_NONBLOCK, OpenDescriptors.Flags(pipe.ReadEnd.Number) & (O_CLOEXEC | O_NONBLOCK));
        Assert.Equal(O_CLOEXEC | O_NONBLOCK, OpenDescriptors.Flags(pipe.WriteEnd.Number) & (O_CLOEXEC | O_NONBLOCK));
        Assert.Equal(EAGAIN, Assert.Throws<SyscallException>(() => Fd.Read(pipe.ReadEnd, new byte[1])).Errno);
    }

    [Fact]
    public void An_event_counter_counts()
    {
        using OwnedFd counter = EventFd.Open(3, EFD_NONBLOCK);
        EventFd.Add(counter, 4);
        Assert.Equal("7", OpenDescriptors.Field(counter.Number, "eventfd-count"));
        Assert.Equal(7ul, EventFd.Take(counter));
        Assert.Equal(EAGAIN, Assert.Throws<SyscallException>(() => EventFd.Take(counter)).Errno);
    }

    [Fact]
    public void A_sealed_memory_file_cannot_be_changed_any_more()
    {
        using OwnedFd file = MemFd.Create("husk-oci");
        Assert.Equal("/memfd:husk-oci (deleted)", new FileInfo($"/proc/self/fd/{file.Number}").LinkTarget);
        Fd.WriteAll(file, "sealed"u8);
        MemFd.Seal(file, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
        Assert.Equal(F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL, MemFd.Seals(file));
        string path = $"/proc/self/fd/{file.Number}";
        using SafeFileHandle again = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        Assert.Throws<UnauthorizedAccessException>(() => RandomAccess.Write(again, [0], 0));
        Assert.Throws<UnauthorizedAccessException>(() => RandomAccess.SetLength(again, 0));
        Assert.Equal("sealed", File.ReadAllText(path));
    }
}
