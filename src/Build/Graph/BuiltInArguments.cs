// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;

namespace Husk.Build.Graph;

/// <summary>Build arguments that are for the builder, and that no ARG has to ask for; the reference, "BuildKit built-in
/// build args".</summary>
public static class BuiltInArguments
{
    /// <summary>Stands before the id of every RUN --mount=type=cache.</summary>
    public const string CacheMountNamespace = "BUILDKIT_CACHE_MOUNT_NS";

    /// <summary>Whether a repository that is the context keeps its <c>.git</c>.</summary>
    public const string KeepGitDirectory = "BUILDKIT_CONTEXT_KEEP_GIT_DIR";

    /// <summary>What counts instead of the file's <c># check=</c>.</summary>
    public const string Checks = "BUILDKIT_DOCKERFILE_CHECK";

    /// <summary>Whether the image says of its steps what <c>--cache-to type=inline</c> says.</summary>
    public const string InlineCache = "BUILDKIT_INLINE_CACHE";

    /// <summary>The host's name in every RUN.</summary>
    public const string SandboxHostname = "BUILDKIT_SANDBOX_HOSTNAME";

    /// <summary>The latest time that anything may have: reproducible-builds.org.</summary>
    public const string Epoch = "SOURCE_DATE_EPOCH";

    // The frontend that reads the file, which here is always the same one.
    private const string Syntax = "BUILDKIT_SYNTAX";

    private static readonly string[] All =
        [CacheMountNamespace, KeepGitDirectory, Checks, InlineCache, SandboxHostname, Epoch, Syntax];

    public static bool Has(string name) => All.Contains(name);

    /// <summary>Whether one is given that says yes, as Go's strconv.ParseBool reads it.</summary>
    public static bool IsOn(IReadOnlyDictionary<string, string> arguments, string name) =>
        arguments.GetValueOrDefault(name) is "1" or "t" or "T" or "true" or "TRUE" or "True";
}
