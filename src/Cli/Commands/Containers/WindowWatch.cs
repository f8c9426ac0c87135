// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using Husk.Cli.Output;
using Husk.Engine.Containers;
using Husk.Linux;

namespace Husk.Cli.Commands.Containers;

/// <summary>Tells a container's terminal when the user's changes its size.</summary>
internal sealed class WindowWatch : IDisposable
{
    private readonly PosixSignalRegistration _changed;

    public WindowWatch(Streams streams, ContainerStream stream) =>
        _changed = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ =>
    {
        TerminalSize size = AttachSession.WindowOf(streams, tty: true);
        if (size != default)
            stream.Resize(size);
    });

    public void Dispose() => _changed.Dispose();
}
