// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Conformance.Fixture;

/// <summary>One running container for the many tests that only look at it, or exec into it.</summary>
public abstract class SleepingContainer : IDisposable
{
    private readonly Sandbox _sandbox = new();

    private protected SleepingContainer(Action<Spec> edit) => Container = _sandbox.Container(edit).RunSleeping();

    internal Container Container { get; }

    public void Dispose()
    {
        _sandbox.Dispose();
        GC.SuppressFinalize(this);
    }
}
