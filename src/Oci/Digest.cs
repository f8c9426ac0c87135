// SPDX-License-Identifier: Apache-2.0
using System;
using System.Security.Cryptography;

namespace Husk.Oci;

/// <summary>The name of content: an algorithm and the hash of the bytes, as <c>sha256:4e07...</c>.</summary>
/// <remarks>
/// Source: image-spec descriptor.md, "Digests"; the two registered algorithms that it tells to support.
/// </remarks>
public sealed record Digest
{
    private const string Sha256Name = "sha256";
    private const string Sha512Name = "sha512";

    private Digest(string algorithm, string hex)
    {
        Algorithm = algorithm;
        Hex = hex;
    }

    /// <summary><c>sha256</c> or <c>sha512</c>.</summary>
    public string Algorithm { get; }

    /// <summary>The hash in lower-case hexadecimal.</summary>
    public string Hex { get; }

    /// <summary>The first twelve digits, as docker shows an ID.</summary>
    public string Short => Hex[..12];

    /// <exception cref="SpecException">Not a digest, or of an algorithm that nobody registered.</exception>
    public static Digest Parse(string text) => TryParse(text, out Digest? digest)
        ? digest
        : throw new SpecException(
            $"{Json.JsonText.Quoted(text)} is not a digest: expected sha256:HEX or sha512:HEX", null);

    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Digest? digest)
    {
        int colon = text.IndexOf(':');
        string algorithm = colon < 0 ? "" : text[..colon];
        int length = algorithm switch
        {
            Sha256Name => SHA256.HashSizeInBytes * 2,
            Sha512Name => SHA512.HashSizeInBytes * 2,
            _ => 0,
        };
        ReadOnlySpan<char> hex = text.AsSpan(colon + 1);
        bool right = length != 0 && hex.Length == length && !hex.ContainsAnyExcept("0123456789abcdef");
        digest = right ? new Digest(algorithm, hex.ToString()) : null;
        return right;
    }

    /// <summary>The SHA-256 digest of content that is in memory.</summary>
    public static Digest Of(ReadOnlySpan<byte> content) => FromSha256(SHA256.HashData(content));

    /// <summary>From a finished SHA-256 of 32 bytes.</summary>
    public static Digest FromSha256(ReadOnlySpan<byte> hash) => new(Sha256Name, Convert.ToHexStringLower(hash));

    /// <summary>A hash to be fed with content, whose result <see cref="Matches"/> takes.</summary>
    public IncrementalHash NewHash() => IncrementalHash.CreateHash(
        Algorithm == Sha256Name ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512);

    /// <summary>Whether a finished hash, made by <see cref="NewHash"/>, is this one.</summary>
    public bool Matches(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(hash) == Hex;

    /// <inheritdoc/>
    public override string ToString() => $"{Algorithm}:{Hex}";
}
