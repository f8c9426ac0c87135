// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config-linux.md, "Offset for Time Namespace"; time_namespaces(7).</summary>
internal static class TimeRules
{
    private const string Path = "$.linux.timeOffsets";

    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (spec.Linux?.TimeOffsets is not { } offsets)
            return;
        Namespace? time = NamespaceRules.Find(spec, "time");
        if (time is null)
            throw SpecException.At(Path, "needs a time namespace");
        if (time.Path.Length > 0)
            throw SpecException.At(Path, "cannot be set in a time namespace that is joined; leave out one of the two");
        Check(offsets.Monotonic, $"{Path}.monotonic");
        Check(offsets.Boottime, $"{Path}.boottime");
    }

    private static void Check(TimeOffset? offset, string path)
    {
        if (offset?.Nanosecs >= 1_000_000_000)
            throw SpecException.At($"{path}.nanosecs", $"{offset.Nanosecs} is a second or more; use secs");
    }
}
