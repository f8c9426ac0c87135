// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;

namespace Husk.Containers.Tests;

/// <summary>How often something is done that must go well every time.</summary>
internal static class Count
{
    /// <summary>$HUSK_COUNT, or what a test run has time for.</summary>
    public static int Or(int usual) =>
        Environment.GetEnvironmentVariable("HUSK_COUNT") is { Length: > 0 } told
            ? int.Parse(told, CultureInfo.InvariantCulture)
            : usual;
}
