// SPDX-License-Identifier: Apache-2.0
using System;
using System.Security.Cryptography;
using Husk.Images.Compression;
using Husk.Oci;

namespace Husk.Images.Snapshots;

/// <summary>Takes bytes for nothing but their digest.</summary>
internal sealed class DigestStream : WriteOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public Digest Finish() => Digest.FromSha256(_hash.GetHashAndReset());

    public override void Write(ReadOnlySpan<byte> buffer) => _hash.AppendData(buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();

        base.Dispose(disposing);
    }
}
