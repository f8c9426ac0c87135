// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace Husk.Linux.Tests.Netlink;

/// <summary>Two network namespaces with a veth pair in the first, `left` and `right`; both go with this
/// object.</summary>
internal sealed class NetworkNamespaces : IDisposable
{
    private readonly Process _first = Hold();
    private readonly Process _second = Hold();

    public NetworkNamespaces()
    {
        First = At.Open(BorrowedFd.Cwd, $"/proc/{_first.Id}/ns/net", Syscalls.Abi.O_RDONLY);
        Second = At.Open(BorrowedFd.Cwd, $"/proc/{_second.Id}/ns/net", Syscalls.Abi.O_RDONLY);
        InFirst("link", "add", "left", "address", "02:00:00:00:00:01", "mtu", "1420", "type", "veth", "peer", "name",
            "right");
    }

    public OwnedFd First { get; }

    public OwnedFd Second { get; }

    /// <summary>What ip(8) says there.</summary>
    public string InFirst(params string[] arguments) => Ip(_first, arguments);

    public string InSecond(params string[] arguments) => Ip(_second, arguments);

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
        using (_first)
        {
            using (_second)
            {
                _first.Kill();
                _second.Kill();
                _first.WaitForExit();
                _second.WaitForExit();
            }
        }
    }

    private static string Ip(Process inside, string[] arguments) =>
        Command.Output("nsenter", [$"--net=/proc/{inside.Id}/ns/net", "ip", .. arguments]);

    private static Process Hold()
    {
        string own = File.ResolveLinkTarget("/proc/self/ns/net", false)!.Name;
        Process process = Process.Start("unshare", ["--net", "sleep", "300"]);
        var patience = Stopwatch.StartNew();
        while (File.ResolveLinkTarget($"/proc/{process.Id}/ns/net", false)?.Name == own)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(20), "unshare(1) made no network namespace");
            Thread.Sleep(5);
        }

        return process;
    }
}
