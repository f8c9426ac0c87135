// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Monitor.Protocol;

/// <summary>The keys that leave a container's terminal without ending it: <c>ctrl-p,ctrl-q</c>.</summary>
public static class DetachKeys
{
    /// <summary>Docker's.</summary>
    public const string Default = "ctrl-p,ctrl-q";

    /// <summary>
    /// The bytes that a terminal sends for them. Each is a character, or <c>ctrl-</c> and a letter or one of
    /// <c>@ [ \ ] ^ _</c>; commas stand between.
    /// </summary>
    /// <param name="keys">Empty for <see cref="Default"/>.</param>
    /// <exception cref="FormatException">One is neither.</exception>
    public static byte[] Parse(string keys)
    {
        var bytes = new List<byte>();
        foreach (string key in (keys.Length == 0 ? Default : keys).Split(','))
        {
            bool isControl = key.Length == 6 && key.StartsWith("ctrl-", StringComparison.Ordinal);
            bytes.Add(key switch
            {
                { Length: 1 } when key[0] < 0x80 => (byte)key[0],
                _ when isControl && key[5] is (>= 'a' and <= 'z') => (byte)(key[5] - 'a' + 1),
                _ when isControl && key[5] is '@' or '[' or '\\' or ']' or '^' or '_' => (byte)(key[5] - '@'),
                _ => throw new FormatException($"invalid detach keys ({keys}): unknown character: '{key}'"),
            });
        }

        return [.. bytes];
    }
}
