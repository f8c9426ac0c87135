// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config.md, "Specification version"; semver.org 2.0.0.</summary>
internal static class VersionRules
{
    private const string Path = "$.ociVersion";

    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (spec.OciVersion.Length == 0)
            throw SpecException.At(Path, $"is missing; write \"{RuntimeSpecJson.Version}\"");
        if (!IsSemanticVersion(spec.OciVersion))
            throw SpecException.At(Path, $"{JsonText.Quoted(spec.OciVersion)} is not a version such as \"1.3.0\"");
        if (!spec.OciVersion.StartsWith("1.", StringComparison.Ordinal))
            throw SpecException.At(Path, $"{spec.OciVersion} is not supported; 1.0.0 to {RuntimeSpecJson.Version} are");
    }

    // Minor versions only add, so a later 1.x is taken as far as it is known.
    private static bool IsSemanticVersion(ReadOnlySpan<char> version)
    {
        int end = version.IndexOfAny('-', '+');
        ReadOnlySpan<char> numbers = end < 0 ? version : version[..end];
        int count = 0;
        foreach (Range range in numbers.Split('.'))
        {
            ReadOnlySpan<char> number = numbers[range];
            if (number.IsEmpty || number.ContainsAnyExceptInRange('0', '9') || (number.Length > 1 && number[0] == '0'))
                return false;
            count++;
        }

        return count == 3 && end != version.Length - 1;
    }
}
