// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace Husk.Linux.Syscalls;

/// <summary>What src/Runtime.Cli/before-main.c did; linked into husk-oci, and nowhere else.</summary>
public static class BeforeMain
{
    [DllImport("before-main", EntryPoint = "husk_signals_held_at_start")]
    public static extern ulong SignalsHeldAtStart();
}
