// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Conformance.Fixture;

/// <summary>
/// A test with a sandbox of its own. xunit makes one object per test, and reports what Dispose throws next to what the
/// test threw: so a test fails for what it left behind, too.
/// </summary>
public abstract class ConformanceTest : IDisposable
{
    internal Sandbox Sandbox { get; } = new();

    public void Dispose()
    {
        Sandbox.Dispose();
        GC.SuppressFinalize(this);
    }

    internal Container Container(Action<Spec>? edit = null) => Sandbox.Container(edit);

    /// <summary>The facts of a container that ran with the edited default spec.</summary>
    internal Facts Facts(Action<Spec>? edit = null) => Sandbox.Container(edit).RunFacts();
}
