// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using static Husk.Linux.Syscalls.Abi;
using Native = Mono.Unix.Native;

namespace Husk.Linux.Tests.Fds;

public sealed class AtomicWriteTests
{
    [Theory]
    [InlineData(0x180)]
    [InlineData(0x1b6)]
    [InlineData(0x1a4)]
    public void The_file_has_its_content_and_exactly_its_mode(uint mode)
    {
        using var scratch = new ScratchDirectory();
        At.AtomicWrite(scratch.Fd, "state.json", "{}"u8, mode);
        Assert.Equal("{}", File.ReadAllText(scratch["state.json"]));
        Native.Syscall.stat(scratch["state.json"], out Native.Stat witness);
        Assert.Equal(0x8000 | mode, (uint)witness.st_mode);
        Assert.Equal(["state.json"], Directory.GetFileSystemEntries(scratch.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Who_has_the_old_file_open_goes_on_reading_the_old_one()
    {
        using var scratch = new ScratchDirectory();
        File.WriteAllText(scratch["file"], "old content");
        using FileStream reader = File.OpenRead(scratch["file"]);
        At.AtomicWrite(scratch.Fd, "file", "new"u8, 0x180);
        Assert.Equal("old content", new StreamReader(reader).ReadToEnd());
        Assert.Equal("new", File.ReadAllText(scratch["file"]));
    }

    [Fact]
    public void A_reader_sees_whole_contents_only()
    {
        using var scratch = new ScratchDirectory();
        string[] contents = [new('a', 50_000), new('b', 70_000)];
        File.WriteAllText(scratch["file"], contents[0]);
        bool stop = false;
        string? torn = null;
        int reads = 0;
        var reader = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                string seen = File.ReadAllText(scratch["file"]);
                torn ??= contents.Contains(seen) ? null : $"{seen.Length} bytes";
                Interlocked.Increment(ref reads);
            }
        });
        reader.Start();
        byte[][] bytes = [.. contents.Select(System.Text.Encoding.ASCII.GetBytes)];
        for (int i = 0; i < 300 || Volatile.Read(ref reads) < 50; i++)
            At.AtomicWrite(scratch.Fd, "file", bytes[i % 2], 0x180);
        Volatile.Write(ref stop, true);
        reader.Join();
        Assert.Null(torn);
    }

    [Fact]
    public void A_failure_leaves_nothing_behind()
    {
        using var scratch = new ScratchDirectory();
        Directory.CreateDirectory(scratch["taken"]);
        var refused = Assert.Throws<SyscallException>(() => At.AtomicWrite(scratch.Fd, "taken", "{}"u8, 0x180));
        Assert.Equal(EISDIR, refused.Errno);
        Assert.Equal(["taken"], Directory.GetFileSystemEntries(scratch.Path).Select(Path.GetFileName));
        Assert.Equal(1, OpenDescriptors.On(scratch.Path));
    }

    [Theory]
    [InlineData(true, "fsync renameat2 fsync")]
    [InlineData(false, "renameat2")]
    public void A_durable_write_is_on_the_disk_before_it_has_the_name_and_the_name_after(bool durable, string calls)
    {
        using var scratch = new ScratchDirectory();
        string log = scratch["strace"];
        int tid = int.Parse(new FileInfo("/proc/thread-self").LinkTarget!.Split('/')[^1]);
        string[] arguments = ["-p", $"{tid}", "-o", log, "-e", "trace=fsync,fdatasync,renameat2"];
        var start = new ProcessStartInfo("strace", arguments) { RedirectStandardError = true };
        using Process strace = Process.Start(start)!;
        // "strace: Process N attached"
        Assert.Contains("attached", strace.StandardError.ReadLine());
        At.AtomicWrite(scratch.Fd, "file", "{}"u8, 0x180, durable);
        Native.Syscall.kill(strace.Id, Native.Signum.SIGINT);
        strace.WaitForExit();
        var seen = File.ReadLines(log).Select(line => Regex.Match(line, @"^\w+").Value).Where(name => name != "");
        Assert.Equal(calls, string.Join(' ', seen));
    }
}
