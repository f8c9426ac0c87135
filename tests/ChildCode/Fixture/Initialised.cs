// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.ChildCode.Fixture;

/// <summary>A class whose static field cannot be worked out at compile time.</summary>
internal sealed class Initialised
{
    public static readonly int Value = Environment.TickCount;
}
