// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Runtime.Init;
using Husk.Runtime.State;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Lifecycle;

/// <summary>The container's first process as CRIU tells of it on the way. It ends unless it is taken.</summary>
/// <param name="bundle">Of which the hooks run.</param>
/// <param name="record">Of the container.</param>
/// <param name="consoleSocket">Where its terminal's master goes.</param>
/// <param name="interrupts">Signals that end what is waited for.</param>
/// <param name="log">Of the hooks.</param>
internal sealed class RestoredProcess(
    Bundle bundle, ContainerRecord record, string? consoleSocket, Interrupts interrupts, ILog log) : IDisposable
{
    private OwnedFd? _pidfd;
    private OwnedFd? _master;

    public ProcessIdentity Identity { get; private set; } = record.Init;

    /// <summary>What is done at the moments that CRIU tells of (criu(8), --action-script, has their names).</summary>
    public void Notified(string script, int pid, OwnedFd? fd)
    {
        switch (script)
        {
            case "setup-namespaces":
                Hooks.BeforeRestore(bundle.Spec, record with { Init = ProcessIdentity.Of(pid) }, interrupts, log);
                break;
            case "post-restore":
                _pidfd = PidFd.Open(pid);
                Identity = ProcessIdentity.Of(pid);
                break;
            case "orphan-pts-master" when fd is not null:
                ConsoleRequest.HandOver(fd, consoleSocket);
                (_master, fd) = (fd, null);
                break;
        }

        fd?.Dispose();
    }

    /// <exception cref="LifecycleException">CRIU said that it was done, and told of no process.</exception>
    public void Check()
    {
        if (_pidfd is null)
        {
            throw new LifecycleException("criu restored no process: it told of none");
        }
    }

    /// <summary>The process and its descriptors, whose end is the caller's from here on.</summary>
    public ForegroundProcess Take()
    {
        var taken = new ForegroundProcess(Identity.Pid, _pidfd!, _master);
        (_pidfd, _master) = (null, null);
        return taken;
    }

    public void Dispose()
    {
        if (_pidfd is not null)
        {
            PidFd.SendSignal(_pidfd, SIGKILL);
            PidFd.Wait(_pidfd);
        }

        _pidfd?.Dispose();
        _master?.Dispose();
    }
}
