// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Cache;

/// <summary>What a step of a build came to, by all that it depended on.</summary>
public sealed record CacheRecord
{
    /// <summary>The digest of all that the step depended on.</summary>
    public required Digest Key { get; init; }

    /// <summary>The step's layer with all below it.</summary>
    public required Digest Chain { get; init; }

    /// <summary>The digest of the layer's tar.</summary>
    public required Digest DiffId { get; init; }

    /// <summary>The layer as it is stored.</summary>
    public required Descriptor Blob { get; init; }

    /// <summary>Bytes of the layer's files.</summary>
    public long Size { get; init; }

    /// <summary>When the step was done, which an image that has its layer says in its history.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The instruction, for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>When a build last took it. Not written with the rest: the file's time.</summary>
    public DateTimeOffset LastUsed { get; init; }

    /// <summary>Bytes that go with it, the unpacked files and the blob.</summary>
    public long Total => Size + Blob.Size;
}
