// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;

namespace Husk.Runtime.State;

/// <summary>Moments as <see cref="ContainerRecord.Created"/> has them.</summary>
internal static class Timestamp
{
    public static string Now() => Of(DateTime.UtcNow);

    /// <summary>
    /// RFC 3339 with as many digits of the second's fraction as are not zero, in UTC: Go's RFC3339Nano, which runc's
    /// callers read.
    /// </summary>
    public static string Of(DateTime utc) =>
        utc.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
