// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;

namespace Husk.Build.Syntax;

/// <summary>A Dockerfile as it was read, to quote from.</summary>
public sealed class SourceFile
{
    private readonly string[] _lines;

    /// <param name="name">As messages name it.</param>
    /// <param name="text">In UTF-8; a byte order mark is no part of it.</param>
    internal SourceFile(string name, ReadOnlySpan<byte> text)
    {
        Name = name;
        if (text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            text = text[3..];
        // Whatever follows the last line feed is a line only when there is something.
        _lines = Encoding.UTF8.GetString(text).Split('\n');
        if (_lines[^1].Length == 0)
            _lines = _lines[..^1];
    }

    public string Name { get; }

    /// <summary>Without their line feeds; a carriage return stays.</summary>
    public IReadOnlyList<string> Lines => _lines;
}
