// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;

namespace Husk.Linux;

/// <summary>What can be waited for, and what came (poll(2)). The last three come unasked.</summary>
[Flags]
public enum PollEvents : short
{
    None = 0,
    Readable = Abi.POLLIN,
    Urgent = Abi.POLLPRI,
    Writable = Abi.POLLOUT,
    Error = Abi.POLLERR,
    HungUp = Abi.POLLHUP,
    NotOpen = Abi.POLLNVAL,
}
