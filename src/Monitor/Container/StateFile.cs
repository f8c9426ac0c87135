// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Monitor.Protocol;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Monitor.Container;

/// <summary>state.json, which the monitor alone writes as long as it lives.</summary>
internal sealed class StateFile
{
    private const uint Mode = 0x180; // 0600

    private readonly string _directory;
    private readonly string _name;

    /// <param name="path">Absolute.</param>
    public StateFile(string path)
    {
        int slash = path.LastIndexOf('/');
        (_directory, _name) = (path[..slash], path[(slash + 1)..]);
        Current = At.ReadAllIfThere(BorrowedFd.Cwd, path) is { } content
            ? ProtocolJson.ParseState(content, path)
            : new ContainerState();
    }

    public ContainerState Current { get; private set; }

    /// <summary>
    /// Replaces the state, on a full disk too. Where it cannot be written at all what was last written stays there, and
    /// the container goes on: clients are told what is so.
    /// </summary>
    public void Set(ContainerState state)
    {
        Current = state;
        try
        {
            // The new file is written beside the old one: this process's own directory is on another file system.
            using OwnedFd directory = At.Open(BorrowedFd.Cwd, _directory, O_RDONLY | O_DIRECTORY);
            At.AtomicWriteOrOverwrite(directory, _name, ProtocolJson.Write(state), Mode);
        }
        catch (SyscallException)
        {
        }
    }
}
