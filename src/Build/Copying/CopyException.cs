// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Build.Copying;

/// <summary>What cannot be copied, in docker's words on one line.</summary>
public sealed class CopyException : Exception
{
    public CopyException(string message)
        : base(message)
    {
    }

    public CopyException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
