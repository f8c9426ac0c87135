// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace Husk.Conformance.Fixture;

/// <summary>The few calls that neither .NET nor Mono.Posix has.</summary>
internal static partial class Libc
{
    public const int MNT_DETACH = 2;

    [DllImport("libc", SetLastError = true)]
    public static extern int umount2([MarshalAs(UnmanagedType.LPUTF8Str)] string target, int flags);
}
