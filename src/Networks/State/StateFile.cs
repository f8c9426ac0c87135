// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.State;

/// <summary>
/// Files that are replaced whole, and the locks beside them. A lock file is never removed: who waits for one that
/// was would hold a lock that nobody else sees.
/// </summary>
internal static class StateFile
{
    private const uint Mode = 0x1a4; // 0644

    public static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        byte[]? content = At.ReadAllIfThere(BorrowedFd.Cwd, path);
        try
        {
            return content is null ? null : JsonSerializer.Deserialize(content, type);
        }
        catch (JsonException e)
        {
            throw new NetworkException(
                NetworkFault.Corrupt,
                $"{path} is not as husk wrote it: {(content is [] ? "it is empty" : e.Message)}",
                e);
        }
    }

    /// <summary>The published ports, which are no JSON: there can be many, and each run looks at them.</summary>
    public static PortTable ReadPorts(string path)
    {
        try
        {
            return At.ReadAllIfThere(BorrowedFd.Cwd, path) is { } content ? PortTable.Parse(content) : PortTable.Empty;
        }
        catch (FormatException e)
        {
            throw new NetworkException(NetworkFault.Corrupt, $"{path} is not as husk wrote it: {e.Message}", e);
        }
    }

    /// <param name="path">The file.</param>
    /// <param name="value">What it will hold.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="durable">Whether it must survive the machine's crash.</param>
    public static void Write<T>(string path, T value, JsonTypeInfo<T> type, bool durable = false) =>
        Write(path, JsonSerializer.SerializeToUtf8Bytes(value, type), durable);

    public static void Write(string path, ReadOnlySpan<byte> content, bool durable = false)
    {
        int slash = path.LastIndexOf('/');
        using OwnedFd directory = At.Open(BorrowedFd.Cwd, path[..slash], O_PATH | O_DIRECTORY);
        At.AtomicWrite(directory, path[(slash + 1)..], content, Mode, durable);
    }

    /// <summary>Holds a lock file until what is returned is disposed of (flock(2)).</summary>
    public static OwnedFd Lock(string path) =>
        Lock(At.Open(BorrowedFd.Cwd, path, O_RDWR | O_CREAT, 0x180 /* 0600 */));

    /// <summary>Holds the network namespace of the caller: all stores of a host have it in common.</summary>
    public static OwnedFd LockNetworkNamespace() =>
        Lock(At.Open(BorrowedFd.Cwd, "/proc/thread-self/ns/net", O_RDONLY));

    private static OwnedFd Lock(OwnedFd file)
    {
        try
        {
            Fd.Lock(file);
            return file;
        }
        catch (Exception)
        {
            file.Dispose();
            throw;
        }
    }
}
