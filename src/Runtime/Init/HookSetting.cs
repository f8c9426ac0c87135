// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;

namespace Husk.Runtime.Init;

/// <summary>What a hook finds around it.</summary>
internal sealed record HookSetting
{
    /// <summary>The linux section of a hook that runs in the container's namespaces; null for the runtime's.</summary>
    public LinuxSpec? Container { get; private init; }

    /// <summary>The container's process.</summary>
    public int InitPid { get; private init; }

    /// <summary>Files that output is appended to; null keeps it for the message of a failure.</summary>
    public string? Stdout { get; private init; }

    public string? Stderr { get; private init; }

    /// <summary>In the runtime's namespaces.</summary>
    public static HookSetting OfRuntime(IReadOnlyDictionary<string, string> annotations, int initPid) =>
        Of(annotations, initPid);

    /// <summary>In the container's namespaces, where the container's process would execute it.</summary>
    public static HookSetting OfContainer(RuntimeSpec spec, int initPid) =>
        Of(spec.Annotations, initPid) with { Container = spec.Linux ?? new LinuxSpec() };

    private static HookSetting Of(IReadOnlyDictionary<string, string> annotations, int initPid) => new()
    {
        InitPid = initPid,
        Stdout = annotations.GetValueOrDefault(CrunAnnotations.HooksStdout),
        Stderr = annotations.GetValueOrDefault(CrunAnnotations.HooksStderr),
    };
}
