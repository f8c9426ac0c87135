// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;

namespace Husk.Linux;

/// <summary>
/// One descriptor of a <see cref="Poll"/>. It borrows: the descriptor must stay open as long as the entry is used.
/// </summary>
public struct PollEntry(BorrowedFd fd, PollEvents wanted)
{
    // The only field: Poll hands the kernel a run of entries as a run of pollfd.
    private readonly pollfd _raw = new() { fd = fd.Number, events = (short)wanted };

    /// <summary>What came in the last wait; nothing when the descriptor was not why it returned.</summary>
    public readonly PollEvents Came => (PollEvents)_raw.revents;
}
