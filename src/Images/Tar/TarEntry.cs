// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;

namespace Husk.Images.Tar;

/// <summary>One file of an archive. Names are bytes, as the kernel has them.</summary>
public sealed record TarEntry
{
    public required byte[] Name { get; init; }

    public required TarEntryType Type { get; init; }

    /// <summary>What a symlink says, or the entry that a hard link is another name of.</summary>
    public byte[] LinkName { get; init; } = [];

    /// <summary>The permission bits with set-user-ID, set-group-ID and sticky: 0 to 07777.</summary>
    public uint Mode { get; init; }

    public uint Uid { get; init; }

    public uint Gid { get; init; }

    /// <summary>The file's length in bytes, holes included.</summary>
    public long Size { get; init; }

    public (long Seconds, uint Nanoseconds) Modified { get; init; }

    public (uint Major, uint Minor) Device { get; init; }

    /// <summary>Extended attributes with their namespaces.</summary>
    public IReadOnlyList<KeyValuePair<byte[], byte[]>> Xattrs { get; init; } = [];

    /// <summary>Where a sparse file has content; null when it has no holes.</summary>
    public IReadOnlyList<TarSegment>? Segments { get; init; }

    /// <summary>The name for messages.</summary>
    public string Shown =>
        Oci.Json.JsonText.Quoted(Encoding.UTF8.GetString(Name.AsSpan(0, Math.Min(Name.Length, 4096))));
}
