// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers.Logs;

/// <summary>Takes what a container wrote.</summary>
/// <param name="stream">Where it wrote it.</param>
/// <param name="time">When it came.</param>
/// <param name="attributes">What the record has besides: a JSON object of strings, or nothing.</param>
/// <param name="text">The bytes: a line with its end, or a part of one; valid until this returns.</param>
public delegate void LogSink(LogStream stream, DateTimeOffset time, ReadOnlySpan<byte> attributes, ReadOnlySpan<byte> text);
