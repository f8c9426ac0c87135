// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Linux;

/// <summary>A child that <see cref="Spawn"/> started. It runs on when this is disposed.</summary>
public sealed class SpawnedProcess : IDisposable
{
    private readonly OwnedFd _fd;

    internal SpawnedProcess(int pid, OwnedFd fd) => (Pid, _fd) = (pid, fd);

    /// <summary>Its number, which is its own until its status has been taken.</summary>
    public int Pid { get; }

    /// <summary>Its pidfd, readable when it has ended; closed with this.</summary>
    public OwnedFd Fd => _fd;

    /// <summary>Waits until it has ended, and takes its status.</summary>
    public ExitStatus Wait() => PidFd.Wait(_fd);

    /// <summary>Closes the pidfd.</summary>
    public void Dispose() => _fd.Dispose();
}
