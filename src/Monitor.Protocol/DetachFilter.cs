// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Monitor.Protocol;

/// <summary>Looks for the detach keys in what is typed, and holds back what may be their beginning.</summary>
public sealed class DetachFilter(byte[] keys)
{
    private int _matched;

    /// <summary>Whether the keys were typed; what is behind them is dropped.</summary>
    /// <param name="typed">What came.</param>
    /// <param name="passed">What is for the container.</param>
    public bool Pass(ReadOnlySpan<byte> typed, out ReadOnlySpan<byte> passed)
    {
        byte[] room = new byte[typed.Length + keys.Length];
        int length = 0;
        foreach (byte key in typed)
        {
            if (key != keys[_matched] && _matched > 0)
            {
                keys.AsSpan(0, _matched).CopyTo(room.AsSpan(length));
                length += _matched;
                _matched = 0;
            }

            if (key != keys[_matched])
                room[length++] = key;
            else if (++_matched == keys.Length)
                break;
        }

        passed = room.AsSpan(0, length);
        if (_matched < keys.Length)
            return false;
        _matched = 0;
        return true;
    }
}
