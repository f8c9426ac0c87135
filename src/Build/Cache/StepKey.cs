// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using Husk.Oci;

namespace Husk.Build.Cache;

/// <summary>
/// What a step depends on, as one digest: fields in a fixed order, each with its length before it, so that no two lists
/// of fields give the same bytes.
/// </summary>
public sealed class StepKey : IDisposable
{
    /// <summary>Changes when the same fields shall mean something else: older records are no hits any more.</summary>
    private const string Version = "husk.build.1";

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <param name="kind">The kind of step: <c>run</c>, <c>copy</c>.</param>
    public StepKey(string kind) => Add(Version).Add(kind);

    /// <summary>A text; null is not the same as an empty one.</summary>
    public StepKey Add(string? text)
    {
        if (text is null)
            return Length(-1);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Length(bytes.Length);
        _hash.AppendData(bytes);
        return this;
    }

    /// <summary>A list in its order.</summary>
    public StepKey Add(IReadOnlyCollection<string> texts)
    {
        Length(texts.Count);
        foreach (string text in texts)
            Add(text);
        return this;
    }

    public StepKey Add(Digest? digest) => Add(digest?.ToString());

    public StepKey Add(long? number) => Add(number?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public Digest Finish() => Digest.FromSha256(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private StepKey Length(int length)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        _hash.AppendData(bytes);
        return this;
    }
}
