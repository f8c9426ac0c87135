// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;

namespace Husk.Cli.Commands.Containers;

/// <summary>The user's terminal in raw mode until disposed: every key is for the container's.</summary>
internal sealed class RawTerminal : IDisposable
{
    private readonly TerminalMode _before = TerminalMode.Of(BorrowedFd.StandardInput);

    public RawTerminal() => _before.Raw().ApplyTo(BorrowedFd.StandardInput);

    public void Dispose() => _before.ApplyTo(BorrowedFd.StandardInput);
}
