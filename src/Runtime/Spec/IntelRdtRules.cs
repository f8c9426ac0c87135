// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config-linux.md, "IntelRdt".</summary>
internal static class IntelRdtRules
{
    private const string Path = "$.linux.intelRdt";

    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (spec.Linux?.IntelRdt is not { } rdt)
            return;
        // "/" alone is the group that everything is in by default.
        bool hasSlash = rdt.ClosId.Length > 1 && rdt.ClosId.Contains('/', StringComparison.Ordinal);
        if (rdt.ClosId is "." or ".." || hasSlash)
            throw SpecException.At($"{Path}.closID", $"{JsonText.Quoted(rdt.ClosId)} cannot name a directory");
        CheckLine(rdt.L3CacheSchema, $"{Path}.l3CacheSchema");
        CheckLine(rdt.MemBwSchema, $"{Path}.memBwSchema");
        if (rdt.MemBwSchema.Length > 0 && !rdt.MemBwSchema.StartsWith("MB:", StringComparison.Ordinal))
            throw SpecException.At($"{Path}.memBwSchema", "does not begin with \"MB:\"");
        for (int i = 0; i < rdt.Schemata.Length; i++)
            CheckLine(rdt.Schemata[i], $"{Path}.schemata[{i}]");
    }

    private static void CheckLine(string line, string path)
    {
        if (line.Contains('\n', StringComparison.Ordinal))
            throw SpecException.At(path, "is more than one line");
    }
}
