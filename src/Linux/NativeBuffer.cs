// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;

namespace Husk.Linux;

/// <summary>
/// Bytes outside the managed heap, for what is large and goes again: the kernel has it back at once, and a heap that is
/// held small need not grow (malloc(3)).
/// </summary>
public sealed unsafe class NativeBuffer : IDisposable
{
    private byte* _bytes;

    /// <param name="length">In bytes; what they are is not said.</param>
    public NativeBuffer(int length) => Resize(length);

    public int Length { get; private set; }

    /// <summary>Valid until the next <see cref="Resize"/>.</summary>
    public Span<byte> Span => new(_bytes, Length);

    /// <summary>What is in both lengths stays.</summary>
    /// <exception cref="OutOfMemoryException">There is not so much.</exception>
    public void Resize(int length)
    {
        _bytes = (byte*)NativeMemory.Realloc(_bytes, (nuint)length);
        Length = length;
    }

    public void Dispose()
    {
        NativeMemory.Free(_bytes);
        _bytes = null;
        Length = 0;
    }
}
