// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Cli.Output;

/// <summary>
/// How much a log line matters. The names are `--log-level`'s, and those that containerd's shim looks for.
/// </summary>
internal enum LogLevel
{
    Debug,
    Info,
    Warning,
    Error,
}
