// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Husk.Linux;

namespace Husk.Runtime.State;

/// <summary>The name of a container's owner, as the host's /etc/passwd has it.</summary>
/// <remarks>
/// Not getpwuid(3): that loads the name services that the host has configured, which may ask a network.
/// </remarks>
internal static class OwnerName
{
    /// <summary>The host's users.</summary>
    public static byte[] ReadUsers() => At.ReadAllIfThere(BorrowedFd.Cwd, "/etc/passwd") ?? [];

    /// <summary>The first user of that uid, else <c>#UID</c> as runc writes it.</summary>
    /// <param name="users">The text of passwd(5).</param>
    /// <param name="uid">Whom to look for.</param>
    public static string Of(ReadOnlySpan<byte> users, uint uid)
    {
        while (!users.IsEmpty)
        {
            int end = users.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? users : users[..end];
            users = end < 0 ? default : users[(end + 1)..];
            int name = line.IndexOf((byte)':');
            int password = name < 0 ? -1 : line[(name + 1)..].IndexOf((byte)':');
            if (name > 0 && password >= 0
                && Utf8Parser.TryParse(line[(name + password + 2)..], out uint found, out int length)
                && found == uid && line[(name + password + 2 + length)..].StartsWith((byte)':'))
            {
                return Encoding.UTF8.GetString(line[..name]);
            }
        }
        return string.Create(CultureInfo.InvariantCulture, $"#{uid}");
    }
}
