// SPDX-License-Identifier: Apache-2.0
namespace Husk.Monitor.Protocol;

/// <summary>Which stream of the container something was written to.</summary>
public enum LogStream : byte
{
    Stdout = 1,
    Stderr = 2,
}
