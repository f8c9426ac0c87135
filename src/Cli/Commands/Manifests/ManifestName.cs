// SPDX-License-Identifier: Apache-2.0
using Husk.Cli.CommandLine;
using Husk.Oci;

namespace Husk.Cli.Commands.Manifests;

/// <summary>How the commands about manifests read names.</summary>
internal static class ManifestName
{
    public static readonly Flag Insecure = new("insecure", '\0', FlagKind.Bool,
        "Allow plain HTTP and certificates that nobody vouches for, unless registries.json forbids it");

    /// <summary>With a tag where it has none.</summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="what">What stands before the reason when it is no name; empty for nothing.</param>
    /// <exception cref="SpecException">It is none.</exception>
    public static Reference Of(string text, string what = "") =>
        Reference.WhyNot(text, out Reference? name) is { } reason
            ? throw new SpecException(what.Length == 0 ? reason : $"{what}: {reason}", null)
            : name!.WithDefaultTag();
}
