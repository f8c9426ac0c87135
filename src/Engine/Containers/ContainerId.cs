// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers;

/// <summary>What containers are told apart by: 64 hexadecimal digits.</summary>
internal static class ContainerId
{
    public const int Length = 64;

    // Not System.Security.Cryptography: that loads OpenSSL, which costs more than a container does.
    public static string New()
    {
        Span<byte> random = stackalloc byte[Length / 2];
        string id;
        do
        {
            using OwnedFd source = At.Open(BorrowedFd.Cwd, "/dev/urandom", O_RDONLY);
            Fd.Read(source, random);
            id = Convert.ToHexStringLower(random);
        }
        // Docker's rule: the first twelve must not read as a number, which a host name made of them would be.
        while (!id.AsSpan(0, 12).ContainsAnyInRange('a', 'f'));
        return id;
    }

    public static bool Is(ReadOnlySpan<char> text) =>
        text.Length == Length && !text.ContainsAnyExcept("0123456789abcdef");

    public static string Short(string id) => id[..12];
}
