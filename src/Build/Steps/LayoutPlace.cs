// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Oci;

namespace Husk.Build.Steps;

/// <summary>An image of an OCI image layout, as <c>--build-context NAME=oci-layout://PATH[:TAG][@DIGEST]</c> names
/// it.</summary>
/// <param name="Path">The layout's directory, absolute.</param>
/// <param name="Tag">Null where a digest is given alone.</param>
/// <param name="Digest">Of a manifest or an index; where it is given it decides.</param>
public sealed record LayoutPlace(string Path, string? Tag, Digest? Digest)
{
    public const string Scheme = "oci-layout://";

    /// <summary>Reads what follows <see cref="Scheme"/>; without tag and digest <c>latest</c> is meant, as in
    /// buildx.</summary>
    public static LayoutPlace Parse(string text)
    {
        string? tag = null;
        Digest? digest = null;
        int at = text.LastIndexOf('@');
        if (at >= 0 && Digest.TryParse(text[(at + 1)..], out digest))
            text = text[..at];
        int colon = text.LastIndexOf(':');
        // A colon before a slash is the path's own.
        if (colon >= 0 && colon + 1 < text.Length && !text.AsSpan(colon).Contains('/'))
            (text, tag) = (text[..colon], text[(colon + 1)..]);
        return new LayoutPlace(
            System.IO.Path.GetFullPath(text), tag ?? (digest is null ? Reference.DefaultTag : null), digest);
    }

    public override string ToString() =>
        Scheme + Path + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);
}
