// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Monitor.Protocol;

namespace Husk.Monitor.Container;

/// <summary>state.json, which the monitor alone writes as long as it lives.</summary>
internal sealed class StateFile
{
    private const uint Mode = 0x180; // 0600

    private readonly string _path;

    public StateFile(string path)
    {
        _path = path;
        Current = At.ReadAllIfThere(BorrowedFd.Cwd, path) is { } content
            ? ProtocolJson.ParseState(content, path)
            : new ContainerState();
    }

    public ContainerState Current { get; private set; }

    /// <summary>
    /// Replaces the state. On a full disk what was last written stays there, and the container goes on: clients are
    /// told what is so.
    /// </summary>
    public void Set(ContainerState state)
    {
        Current = state;
        try
        {
            At.AtomicWrite(BorrowedFd.Cwd, _path, ProtocolJson.Write(state), Mode);
        }
        catch (SyscallException)
        {
        }
    }
}
