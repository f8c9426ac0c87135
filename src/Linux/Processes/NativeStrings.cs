// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>C strings, and arrays of them with a null at the end, until this is disposed.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly List<nint> _blocks = [];

    public byte* Add(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (Array.IndexOf(bytes, (byte)0) >= 0)
            throw new SyscallException($"posix_spawn({Strace.Quote(text)})", EINVAL);
        byte* block = (byte*)Block(bytes.Length + 1);
        bytes.CopyTo(new Span<byte>(block, bytes.Length));
        block[bytes.Length] = 0;
        return block;
    }

    public byte** AddAll(IReadOnlyList<string> texts)
    {
        byte** block = (byte**)Block((texts.Count + 1) * sizeof(byte*));
        for (int i = 0; i < texts.Count; i++)
            block[i] = Add(texts[i]);
        block[texts.Count] = null;
        return block;
    }

    public void Dispose()
    {
        foreach (nint block in _blocks)
            NativeMemory.Free((void*)block);
    }

    private void* Block(int size)
    {
        void* block = NativeMemory.Alloc((nuint)size);
        _blocks.Add((nint)block);
        return block;
    }
}
