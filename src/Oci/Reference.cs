// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics.CodeAnalysis;

namespace Husk.Oci;

/// <summary>The name of an image, <c>[host[:port]/]path[:tag][@digest]</c>, in full.</summary>
/// <remarks>
/// Normalised as docker does: <c>alpine</c> is <c>docker.io/library/alpine</c>, and what stands before the first slash
/// is a host when it has a dot or a colon, is <c>localhost</c>, or has an upper-case letter. Source: distribution-spec,
/// "Pulling manifests", for the grammar; docker's documentation of <c>docker image tag</c>.
/// </remarks>
public sealed record Reference
{
    /// <summary>The registry that a name without a host means.</summary>
    public const string DefaultDomain = "docker.io";

    /// <summary>The tag that a name without tag and digest means.</summary>
    public const string DefaultTag = "latest";

    private const string OfficialPrefix = "library/";

    internal Reference(string domain, string path, string? tag, Digest? digest)
    {
        Domain = domain;
        Path = path;
        Tag = tag;
        Digest = digest;
    }

    /// <summary>
    /// The registry's host, with its port when one was given: <c>docker.io</c>, <c>localhost:5000</c>.
    /// </summary>
    public string Domain { get; private init; }

    /// <summary>The repository inside the registry: <c>library/alpine</c>.</summary>
    public string Path { get; private init; }

    public string? Tag { get; private init; }

    public Digest? Digest { get; private init; }

    /// <summary>Domain and path: <c>docker.io/library/alpine</c>.</summary>
    public string Repository => $"{Domain}/{Path}";

    /// <summary>The repository as people write it: <c>alpine</c>.</summary>
    public string FamiliarRepository
    {
        get
        {
            // What would be read as a host keeps the host before it.
            int slash = Path.IndexOf('/');
            if (Domain != DefaultDomain || (slash >= 0 && ReferenceParser.LooksLikeDomain(Path[..slash])))
                return Repository;
            return Path.StartsWith(OfficialPrefix, StringComparison.Ordinal)
                && !Path.AsSpan(OfficialPrefix.Length).Contains('/')
                ? Path[OfficialPrefix.Length..]
                : Path;
        }
    }

    /// <summary>The whole name as people write it: <c>alpine:3</c>.</summary>
    public string Familiar => FamiliarRepository + Suffix;

    private string Suffix => (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);

    /// <summary>Reads a name as a person writes it. No tag is added.</summary>
    /// <exception cref="SpecException">It is no name; docker's words, on which tools match.</exception>
    public static Reference Parse(string text) => ReferenceParser.Parse(text);

    /// <inheritdoc cref="Parse"/>
    public static bool TryParse(string text, [NotNullWhen(true)] out Reference? reference) =>
        WhyNot(text, out reference) is null;

    /// <summary>What is wrong with a name, in docker's words; null when nothing is.</summary>
    public static string? WhyNot(string text, out Reference? reference)
    {
        try
        {
            reference = Parse(text);
            return null;
        }
        catch (SpecException e)
        {
            reference = null;
            return e.Message;
        }
    }

    /// <summary>The same with <see cref="DefaultTag"/> where neither a tag nor a digest says which image.</summary>
    public Reference WithDefaultTag() => Tag is null && Digest is null ? WithTag(DefaultTag) : this;

    /// <summary>The same repository by another tag, without a digest.</summary>
    /// <exception cref="SpecException">It is no tag.</exception>
    public Reference WithTag(string tag) => ReferenceParser.IsTag(tag)
        ? this with { Tag = tag, Digest = null }
        : throw ReferenceParser.Invalid("tag");

    /// <summary>The same repository by a digest, without a tag.</summary>
    public Reference WithDigest(Digest digest) => this with { Tag = null, Digest = digest };

    /// <summary>In full: <c>docker.io/library/alpine:3</c>.</summary>
    public override string ToString() => Repository + Suffix;
}
