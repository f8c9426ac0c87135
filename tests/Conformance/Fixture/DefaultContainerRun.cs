// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Conformance.Fixture;

/// <summary>One run of the default spec, for the many tests that only look at it.</summary>
public sealed class DefaultContainerRun : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public DefaultContainerRun()
    {
        Container = _sandbox.Container();
        Facts = Container.RunFacts();
    }

    internal Container Container { get; }

    internal Facts Facts { get; }

    public void Dispose() => _sandbox.Dispose();
}
