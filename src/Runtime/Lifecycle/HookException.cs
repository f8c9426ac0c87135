// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Lifecycle;

/// <summary>A hook that ran and did not exit with 0.</summary>
internal sealed class HookException(string message, int exitCode) : LifecycleException(message)
{
    /// <summary>As a shell counts: 128 and the signal's number when a signal ended it.</summary>
    public int ExitCode => exitCode;
}
