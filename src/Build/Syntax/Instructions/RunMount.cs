// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Instructions;

/// <summary>Something that a RUN has mounted while it runs.</summary>
public sealed record RunMount
{
    public required RunMountType Type { get; init; }

    /// <summary>A stage, image or context; null for the build context (bind), or an empty directory (cache).</summary>
    public string? From { get; init; }

    /// <summary>What of it; null for all.</summary>
    public string? Source { get; init; }

    /// <summary>Where; null for what the type has as its default (secret, ssh).</summary>
    public string? Target { get; init; }

    public bool IsReadOnly { get; init; }

    /// <summary>Of a tmpfs, in bytes; null without one.</summary>
    public long? Size { get; init; }

    /// <summary>Of a cache, a secret or an ssh agent.</summary>
    public string? Id { get; init; }

    public CacheSharing Sharing { get; init; }

    /// <summary>Whether a secret or agent that is not there is an error.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The variable that holds a secret; null when it is a file, empty for one of the secret's name.</summary>
    public string? Variable { get; init; }

    public uint? Mode { get; init; }

    public uint? Uid { get; init; }

    public uint? Gid { get; init; }

    /// <summary>Reads what follows <c>--mount=</c>.</summary>
    /// <param name="text">Comma-separated, as a line of a CSV file.</param>
    /// <param name="expander">Replaces variables in values.</param>
    /// <exception cref="ExpansionException">It makes no sense.</exception>
    public static RunMount Parse(string text, IWordExpander expander) => new MountParser(expander).Parse(text);
}
