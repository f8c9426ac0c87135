// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Linux.Mounts;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Lifecycle;
using Husk.Runtime.Spec;
using Husk.Tests;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

/// <summary>features.md: "The runtime MUST recognize the elements in this array" in a config.json.</summary>
public class FeatureListTests
{
    private static readonly Features Listed = FeatureList.Make(
        new Dictionary<string, string> { ["a.name"] = "a value" });

    private static LinuxFeatures Linux => Listed.Linux!;

    [Fact]
    public void The_versions_are_taken_as_the_version_of_a_config()
    {
        AssertTaken(Valid with { OciVersion = Listed.OciVersionMin });
        AssertTaken(Valid with { OciVersion = Listed.OciVersionMax });
    }

    [Fact]
    public void Each_hook_is_looked_at()
    {
        foreach (string name in Listed.Hooks)
        {
            string json =
                $$$"""{"ociVersion":"1.0.0","root":{"path":"r"},"hooks":{"{{{name}}}":[{"path":"relative"}]}}""";
            AssertRefused(
                RuntimeSpecJson.Parse(Encoding.UTF8.GetBytes(json), "config.json"), $"$.hooks.{name}[0].path",
                "\"relative\" is not absolute");
        }
    }

    [Fact]
    public void No_mount_option_is_left_to_the_filesystem()
    {
        Assert.Equal("", MountOptions.Parse(Listed.MountOptions).Data);
        Assert.Equal("no-such-option", MountOptions.Parse([.. Listed.MountOptions, "no-such-option"]).Data);
    }

    [Fact]
    public void Each_namespace_can_be_named()
    {
        foreach (string type in Linux.Namespaces.Except(["user"]))
        {
            AssertTaken(
                Valid.Without(
                    type) with
                {
                    Linux = Valid.Without(
                        type).Linux! with
                    {
                        Namespaces =
                            [.. Valid.Without(type).Linux!.Namespaces, new Namespace { Type = type }]
                    }
                });
        }

        AssertTaken(WithUserNamespace("", RootOnly, RootOnly));
    }

    [Fact]
    public void No_capability_is_warned_of() => AssertTaken(WithProcess(process => process with
    {
        Capabilities =
            new() { Bounding = Linux.Capabilities, Permitted = Linux.Capabilities, Effective = Linux.Capabilities },
    }));

    [Fact]
    public void Each_word_of_seccomp_can_be_used()
    {
        SeccompFeatures seccomp = Linux.Seccomp!;
        AssertTaken(WithLinux(linux => linux with
        {
            Seccomp = new()
            {
                DefaultAction = "SCMP_ACT_ALLOW",
                Architectures = seccomp.Archs,
                Flags = seccomp.KnownFlags,
                ListenerPath = "/run/listener",
                Syscalls =
                [
                    .. seccomp.Actions.Select(action => new SeccompRule { Names = ["mount"], Action = action }),
                    .. seccomp.Operators.Select(
                        op =>
                            new SeccompRule { Names = ["mount"], Action = "SCMP_ACT_LOG", Args = [new() { Op = op }] }),
                ],
            },
        }));
        Assert.Subset(seccomp.KnownFlags.ToHashSet(), seccomp.SupportedFlags.ToHashSet());
        Assert.Contains("SECCOMP_FILTER_FLAG_LOG", seccomp.SupportedFlags);
    }

    [Fact]
    public void Each_word_of_a_memory_policy_can_be_used()
    {
        foreach (string mode in Linux.MemoryPolicy!.Modes)
            AssertTaken(WithPolicy(new() { Mode = mode, Nodes = mode is "MPOL_DEFAULT" or "MPOL_LOCAL" ? "" : "0" }));
        foreach (string flag in Linux.MemoryPolicy.Flags)
            AssertTaken(WithPolicy(new() { Mode = "MPOL_BIND", Nodes = "0", Flags = [flag] }));
    }

    [Fact]
    public void Annotations_that_change_what_the_runtime_does_are_told()
    {
        string source = System.IO.File.ReadAllText(
            System.IO.Path.Combine(Repository.Root, "src/Runtime/Spec/CrunAnnotations.cs"));
        string[] told = Listed.PotentiallyUnsafeConfigAnnotations,
        crun = [.. told.Where(name => name.StartsWith("run.oci."))];
        Assert.All(crun, name => Assert.Contains($"\"{name}\"", source));
        Assert.Equal(source.Split("public const string").Length - 1, crun.Length);
        // One with a dot at its end is the beginning of many (features.md).
        Assert.Equal(["org.criu.config", "org.systemd.property."], told.Except(crun).Order());
    }

    [Fact]
    public void The_lists_that_have_no_order_of_their_own_are_sorted()
    {
        foreach (string[] list in (string[][])[Listed.MountOptions, Linux.Namespaces])
            Assert.Equal(list.Order(StringComparer.Ordinal).Distinct(), list);
    }

    private static RuntimeSpec WithPolicy(MemoryPolicy policy) =>
        WithLinux(linux => linux with { MemoryPolicy = policy });
}
