// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Monitor.Protocol;

namespace Husk.Monitor.Output;

/// <summary>Where the pieces go into which output has been cut.</summary>
internal interface IRecordTarget
{
    /// <summary>Takes a piece, which is one record of the log.</summary>
    /// <param name="stream">Where it was written to.</param>
    /// <param name="time">When it came.</param>
    /// <param name="text">At most <see cref="LogRecord.MaximumText"/> bytes.</param>
    void Add(LogStream stream, DateTimeOffset time, ReadOnlySpan<byte> text);

    /// <summary>All that was added is in the file afterwards.</summary>
    void Flush();

    /// <summary>Takes what others have done about the file meanwhile.</summary>
    /// <returns>Whether they are still at it.</returns>
    bool Settle();
}
