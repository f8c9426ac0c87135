// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.CompilerServices;

namespace Husk.Linux;

/// <summary>Signals held back by the whole process.</summary>
/// <remarks>
/// A signal for a process goes to any of its threads that does not hold it back (signal(7)), and a program compiled to
/// native code has two before its first line runs: its own and the finalizer's. Holding SIGTERM back in the first alone
/// lets the second one die of it; a SIGCHLD or SIGWINCH is thrown away there, and a signalfd stays silent.
/// </remarks>
public static class ProcessSignals
{
    private static volatile bool _errandDone;
    private static bool _heldFromTheStart;

    /// <summary>
    /// Says that signals were held back before the finalizer's thread was made, which so holds them back already, and
    /// gives the calling thread the mask that the program was started with.
    /// </summary>
    public static void AreHeldFromTheStart(SignalSet before)
    {
        _heldFromTheStart = true;
        SignalMask.Set(before);
    }

    /// <summary>
    /// Holds signals back in the calling thread and in the finalizer's, which are all the threads there are in a
    /// program that has made none. What the calling thread held back before is returned; a program executed from here
    /// must be given that again.
    /// </summary>
    public static SignalSet Block(SignalSet set)
    {
        if (_heldFromTheStart)
            return SignalMask.Block(set);

        // Only a thread itself can change its mask. What runs on the finalizer's thread is finalizers: one is sent
        // there.
        for (_errandDone = false; !_errandDone;)
        {
            Send(set);
            GC.Collect(0);
            GC.WaitForPendingFinalizers();
        }
        return SignalMask.Block(set);
    }

    // Not inlined, so that no register of the caller keeps the errand alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Send(SignalSet set) => _ = new Errand(set);

    private sealed class Errand(SignalSet set)
    {
        ~Errand()
        {
            SignalMask.Block(set);
            _errandDone = true;
        }
    }
}
