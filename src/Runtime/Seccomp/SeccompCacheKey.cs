// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Husk.Linux.Seccomp;
using Husk.Oci.RuntimeSpec;
using Profile = Husk.Oci.RuntimeSpec.Seccomp;

namespace Husk.Runtime.Seccomp;

/// <summary>
/// Everything a compiled filter depends on, as bytes: the part of the profile that is compiled (not its flags and
/// listener), the compiler's version, libseccomp's, which decides what names it knows, and the machine's architecture.
/// </summary>
internal static class SeccompCacheKey
{
    internal static byte[] Of(Profile profile, SeccompLibrary library)
    {
        var key = new ArrayBufferWriter<byte>(8192);
        Add(key, SeccompCompiler.Version);
        Add(key, library.NativeArchitecture);
        Add(key, library.Version.ToString());
        Add(key, profile.DefaultAction);
        Add(key, profile.DefaultErrnoRet);
        Add(key, profile.Architectures);
        Add(key, (uint)profile.Syscalls.Length);
        foreach (SeccompRule rule in profile.Syscalls)
        {
            Add(key, rule.Names);
            Add(key, rule.Action);
            Add(key, rule.ErrnoRet);
            Add(key, (uint)rule.Args.Length);
            foreach (SeccompArg arg in rule.Args)
            {
                Add(key, arg.Index);
                Add(key, arg.Value);
                Add(key, arg.ValueTwo);
                Add(key, arg.Op);
            }
        }

        return key.WrittenSpan.ToArray();
    }

    /// <summary>
    /// A file name for a key: where to look, not whether it is the same, which is decided by comparing the key itself.
    /// So a short hash will do (FNV-1a, 64 bits), and two keys that share a name cost a compilation, not a wrong
    /// filter.
    /// </summary>
    /// <remarks>
    /// Not SHA-256: .NET's is OpenSSL's, and to load that into a process that has no other use for it takes 2.4 ms or
    /// more, fifteen times what all of a hit takes.
    /// </remarks>
    internal static string FileName(ReadOnlySpan<byte> key)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte octet in key)
            hash = (hash ^ octet) * 0x100000001B3;
        return hash.ToString("x16", CultureInfo.InvariantCulture) + SeccompCache.Suffix;
    }

    // Every string and list goes in with its length before it, so that no two profiles give the same bytes.
    private static void Add(ArrayBufferWriter<byte> key, string[] list)
    {
        Add(key, (uint)list.Length);
        foreach (string text in list)
            Add(key, text);
    }

    private static void Add(ArrayBufferWriter<byte> key, string text)
    {
        Add(key, (uint)Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, key);
    }

    private static void Add(ArrayBufferWriter<byte> key, uint? value)
    {
        Add(key, value is null ? 0u : 1u);
        Add(key, value ?? 0u);
    }

    private static void Add(ArrayBufferWriter<byte> key, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(key.GetSpan(sizeof(uint)), value);
        key.Advance(sizeof(uint));
    }

    private static void Add(ArrayBufferWriter<byte> key, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(key.GetSpan(sizeof(ulong)), value);
        key.Advance(sizeof(ulong));
    }
}
