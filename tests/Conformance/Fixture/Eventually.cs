// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.Threading;

namespace Husk.Conformance.Fixture;

/// <summary>Waits for what another process is about to do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void True(Func<bool> condition, string what)
    {
        if (!Becomes(condition, Patience))
        {
            Assert.Fail($"after {Patience.TotalSeconds} s still not: {what}");
        }
    }

    public static bool Becomes(Func<bool> condition, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > patience)
            {
                return false;
            }

            Thread.Sleep(5);
        }

        return true;
    }
}
