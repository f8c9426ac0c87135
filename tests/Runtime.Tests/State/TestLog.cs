// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Tests.State;

/// <summary>Keeps what it is told.</summary>
internal sealed class TestLog : ILog
{
    public List<string> Warnings { get; } = [];

    public void Debug(string message)
    {
    }

    public void Warn(string message) => Warnings.Add(message);
}
