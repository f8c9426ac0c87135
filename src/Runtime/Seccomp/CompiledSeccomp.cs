// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using Husk.Linux.Syscalls;

namespace Husk.Runtime.Seccomp;

/// <summary>What seccomp(2) needs to install a profile, and what to do with the descriptor it may return.</summary>
/// <param name="Filter">
/// The BPF program: an array of <c>sock_filter</c>, eight bytes each, in this machine's byte order.
/// </param>
/// <param name="LoadFlags">
/// SECCOMP_FILTER_FLAG_*. With NEW_LISTENER the call returns the notification descriptor.
/// </param>
/// <param name="ListenerPath">The unix socket that wants the descriptor; null when no rule notifies.</param>
/// <param name="ListenerMetadata">What the listener is told besides; empty when nothing.</param>
internal sealed record CompiledSeccomp(
    byte[] Filter, uint LoadFlags, string? ListenerPath = null, string ListenerMetadata = "")
{
    /// <summary>The instructions, for <c>sock_fprog</c>.</summary>
    internal ReadOnlySpan<sock_filter> Instructions => MemoryMarshal.Cast<byte, sock_filter>(Filter);
}
