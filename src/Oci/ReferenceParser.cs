// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Oci;

/// <summary>The grammar of <see cref="Reference"/>.</summary>
/// <remarks>
/// Source: distribution-spec, "Pulling manifests" (name and tag); the reference grammar of the distribution project,
/// which docker, podman and containerd share: 255 characters of name, 128 of tag.
/// </remarks>
internal static class ReferenceParser
{
    private const int LongestName = 255;
    private const int LongestTag = 128;
    private const string Digits = "0123456789";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Word = Lower + Upper + Digits + "_";

    public static Reference Parse(string text)
    {
        // sha256 in hexadecimal: it would be taken for an image's ID.
        if (text.Length == 64 && !text.AsSpan().ContainsAnyExcept("0123456789abcdef"))
        {
            throw new SpecException(
                $"invalid repository name ({text}), cannot specify 64-byte hexadecimal strings", null);
        }

        (string rest, Digest? digest) = SplitDigest(text);
        (rest, string? tag) = SplitTag(rest);
        (string domain, string path) = SplitDomain(rest);
        if (path.AsSpan().ContainsAny(Upper))
            throw Invalid($"repository name ({path}) must be lowercase");
        if (!IsDomain(domain) || !IsPath(path))
            throw Invalid();
        if (domain.Length + 1 + path.Length > LongestName)
            throw new SpecException($"repository name must not be more than {LongestName} characters", null);

        return new Reference(domain, path, tag, digest);
    }

    public static SpecException Invalid(string? what = null) =>
        new("invalid reference format" + (what is null ? "" : ": " + what), null);

    public static bool IsTag(ReadOnlySpan<char> tag) =>
        tag.Length is > 0 and <= LongestTag
        && !tag.ContainsAnyExcept(Word + ".-")
        && tag[0] is not ('.' or '-');

    /// <summary>Whether what stands before the first slash is a host and not the first part of a path.</summary>
    public static bool LooksLikeDomain(string first) =>
        first == "localhost" || first.AsSpan().ContainsAny(Upper + ".:[");

    private static (string Name, Digest? Digest) SplitDigest(string text)
    {
        int at = text.IndexOf('@');
        if (at < 0)
            return (text, null);
        return Digest.TryParse(text[(at + 1)..], out Digest? digest) ? (text[..at], digest) : throw Invalid();
    }

    // A colon before a slash belongs to a port.
    private static (string Name, string? Tag) SplitTag(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 0 || text.AsSpan(colon).Contains('/'))
            return (text, null);
        string tag = text[(colon + 1)..];
        return IsTag(tag) ? (text[..colon], tag) : throw Invalid();
    }

    private static (string Domain, string Path) SplitDomain(string name)
    {
        int slash = name.IndexOf('/');
        string first = slash < 0 ? "" : name[..slash];
        bool isDomain = LooksLikeDomain(first);
        string domain = isDomain ? first : Reference.DefaultDomain;
        string path = isDomain ? name[(slash + 1)..] : name;
        // The names that Docker Hub had before docker.io.
        if (domain == "index.docker.io")
            domain = Reference.DefaultDomain;
        if (domain == Reference.DefaultDomain && !path.Contains('/'))
            path = "library/" + path;
        return (domain, path);
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        ReadOnlySpan<char> host = domain;
        int colon = domain.LastIndexOf(':');
        if (colon > domain.LastIndexOf(']'))
        {
            ReadOnlySpan<char> port = domain[(colon + 1)..];
            if (port.IsEmpty || port.ContainsAnyExcept(Digits))
                return false;
            host = domain[..colon];
        }

        if (host is ['[', .. var address, ']'])
            return !address.IsEmpty && !address.ContainsAnyExcept("0123456789abcdefABCDEF:");

        foreach (Range label in host.Split('.'))
        {
            ReadOnlySpan<char> part = host[label];
            if (part.IsEmpty || part[0] == '-' || part[^1] == '-')
                return false;
            if (part.ContainsAnyExcept(Lower + Upper + Digits + "-"))
                return false;
        }

        return true;
    }

    private static bool IsPath(ReadOnlySpan<char> path)
    {
        foreach (Range component in path.Split('/'))
        {
            if (!IsPathComponent(path[component]))
                return false;
        }

        return true;
    }

    // [a-z0-9]+ parted by one dot, one or two underscores, or any number of dashes.
    private static bool IsPathComponent(ReadOnlySpan<char> component)
    {
        while (true)
        {
            int word = component.IndexOfAnyExcept(Lower + Digits);
            if (word < 0)
                return !component.IsEmpty;
            if (word == 0)
                return false;
            component = component[word..];
            int separator = component.IndexOfAnyExcept(component[0]);
            if (separator < 0 || !IsSeparator(component[..separator]))
                return false;
            component = component[separator..];
        }
    }

    private static bool IsSeparator(ReadOnlySpan<char> run) =>
        run[0] switch
        {
            '.' => run.Length == 1,
            '_' => run.Length <= 2,
            '-' => true,
            _ => false,
        };
}
