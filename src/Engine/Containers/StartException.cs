// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Engine.Containers;

/// <summary>A container's process could not be started.</summary>
/// <param name="message">The runtime's words.</param>
/// <param name="exitCode">126 when the program cannot be executed, 127 when there is none, else 128.</param>
public sealed class StartException(string message, int exitCode) : Exception(message)
{
    public int ExitCode => exitCode;
}
