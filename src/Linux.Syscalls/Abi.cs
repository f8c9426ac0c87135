// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace Husk.Linux.Syscalls;

/// <summary>
/// The kernel's constants under their own names, one part of this class per C header, in the folder the header has
/// under /usr/include. Take them in with <c>using static Husk.Linux.Syscalls.Abi</c>.
/// </summary>
/// <remarks>
/// Every public constant here, and every struct of this assembly, stands again in <c>native-tests/abi</c>, where the C
/// compiler reads it from the headers; a test compares the two and fails on what is in one place only.
/// </remarks>
public static partial class Abi
{
    /// <summary>Whether this process runs as x86_64; else it is aarch64. A constant to the native compiler.</summary>
    internal static bool X64 => RuntimeInformation.ProcessArchitecture == Architecture.X64;
}
