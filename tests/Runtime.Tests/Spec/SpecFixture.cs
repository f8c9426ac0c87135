// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;

namespace Husk.Runtime.Tests.Spec;

/// <summary>A configuration that is right, and changes to it.</summary>
internal static class SpecFixture
{
    public static readonly IdMapping[] RootOnly = [new() { ContainerId = 0, HostId = 1000, Size = 1 }];

    public static RuntimeSpec Valid { get; } = RuntimeSpecTemplate.Rootful(cgroupNamespace: true);

    public static RuntimeSpec WithProcess(Func<Process, Process> change) =>
        Valid with { Process = change(Valid.Process!) };

    public static RuntimeSpec WithLinux(Func<LinuxSpec, LinuxSpec> change) =>
        Valid with { Linux = change(Valid.Linux!) };

    public static RuntimeSpec WithMount(Mount mount) => Valid with { Mounts = [mount] };

    public static RuntimeSpec WithResources(Resources resources) =>
        WithLinux(linux => linux with { Resources = resources });

    public static RuntimeSpec WithUserNamespace(string path, IdMapping[] uids, IdMapping[] gids) =>
        WithLinux(linux => linux with
        {
            Namespaces = [.. linux.Namespaces, new Namespace { Type = "user", Path = path }],
            UidMappings = uids,
            GidMappings = gids,
        });

    /// <summary>The same without the namespace of a type.</summary>
    public static RuntimeSpec Without(this RuntimeSpec spec, string type) => spec with
    {
        Linux = spec.Linux! with { Namespaces = Array.FindAll(spec.Linux.Namespaces, entry => entry.Type != type) },
    };

    public static void AssertTaken(RuntimeSpec spec) => Assert.Empty(SpecValidation.Check(spec));

    public static void AssertWarned(RuntimeSpec spec, string warning) =>
        Assert.Equal<IEnumerable<string>>([warning], SpecValidation.Check(spec));

    /// <summary>That a rule does not hold, and that the message is its place and these words.</summary>
    public static void AssertRefused(RuntimeSpec spec, string path, string what)
    {
        var error = Assert.Throws<SpecException>(() => SpecValidation.Check(spec));
        Assert.Equal($"{path}: {what}", error.Message);
        Assert.Equal(path, error.JsonPath);
    }
}
