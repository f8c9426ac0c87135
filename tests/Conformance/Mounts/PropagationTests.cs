// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Mounts;

/// <summary>Propagation of single mounts and of the rootfs: mount_namespaces(7), "SHARED SUBTREES".</summary>
public sealed class PropagationTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData("shared", "shared:")]
    [InlineData("rshared", "shared:")]
    [InlineData("unbindable", "unbindable")]
    [InlineData("runbindable", "unbindable")]
    [InlineData("private", "")]
    [InlineData("rprivate", "")]
    public void A_mounts_option_sets_its_propagation(string option, string field)
    {
        MountFact mount = Facts(spec => spec.Mount("/mnt", "tmpfs", "tmpfs", option)).Mount("/mnt");
        AssertField(field, mount);
    }

    [ContainerTheory]
    [InlineData("slave", "master:")]
    [InlineData("rslave", "master:")]
    [InlineData("private", "")]
    [InlineData("rprivate", "")]
    public void A_bind_mount_of_a_shared_source_is_what_the_option_says(string option, string field)
    {
        string volume = Sandbox.MakeDirectory("volume");
        Container container = Container(spec => spec.Bind(volume, "/mnt", "rbind", option));
        Facts facts =
            container.BeginRun(PrivateMounts.After($"mount -t tmpfs volume {volume}; mount --make-shared {volume}"))
                .Wait().Succeeded().Facts();
        AssertField(field, facts.Mount("/mnt"));
    }

    [ContainerTheory(RuncDiffers = "sets it on the mount the rootfs is bound from, not on the rootfs")]
    [InlineData("shared", "shared:")]
    [InlineData("rshared", "shared:")]
    [InlineData("unbindable", "unbindable")]
    [InlineData("runbindable", "unbindable")]
    public void The_rootfs_is_made_shared_or_unbindable(string propagation, string field) =>
        AssertField(field, Facts(spec => spec.Set("linux.rootfsPropagation", propagation)).Mount("/"));

    [ContainerTheory]
    [InlineData("private", "")]
    [InlineData("rprivate", "")]
    public void The_rootfs_has_the_propagation_of_the_config(string propagation, string field)
    {
        MountFact root = Facts(spec => spec.Set("linux.rootfsPropagation", propagation)).Mount("/");
        AssertField(field, root);
    }

    [ContainerTheory]
    [InlineData("rslave", "master:")]
    [InlineData("private", "")]
    public void Below_a_shared_mount_of_the_host_the_rootfs_is_what_the_config_says(string propagation, string field)
    {
        Container container = Container(spec => spec.Set("linux.rootfsPropagation", propagation));
        Facts facts = container.BeginRun(PrivateMounts.After("true", propagation: "shared")).Wait().Succeeded().Facts();
        AssertField(field, facts.Mount("/"));
    }

    [ContainerTheory]
    [InlineData("rshared", true)]
    [InlineData("rslave", false)]
    public void A_mount_made_in_a_volume_reaches_the_host_if_both_are_shared(string propagation, bool reaches)
    {
        string volume = Sandbox.MakeDirectory("volume");
        Container container = Container(spec => spec.Set("linux.rootfsPropagation", propagation)
            .Bind(volume, "/mnt", "rbind", propagation)
            .Capabilities("CAP_SYS_ADMIN").Shell("mkdir /mnt/below && mount -t tmpfs from-inside /mnt/below"));
        Result result = container.BeginRun(PrivateMounts.Around(
            $"mount -t tmpfs volume {volume}; mount --make-shared {volume}",
                "grep from-inside /proc/self/mountinfo || true", "shared")).Wait().Succeeded();
        Assert.Equal(reaches, result.Stdout.Contains("from-inside", StringComparison.Ordinal));
    }

    [ContainerTheory]
    [InlineData("rshared", true)]
    [InlineData("rslave", true)]
    [InlineData("rprivate", false)]
    public void A_mount_made_on_the_host_reaches_a_volume_that_is_not_private(string propagation, bool reaches)
    {
        string volume = Sandbox.MakeDirectory("volume");
        Container container = Container(spec => spec.Set("linux.rootfsPropagation", propagation)
            .Bind(volume, "/mnt", "rbind", propagation)
            .Shell("until test -e /mnt/go; do sleep 0.01; done; grep -c from-outside /proc/self/mountinfo"));
        string before = $"""
            mount -t tmpfs volume {volume}
            mount --make-shared {volume}
            mkdir {volume}/below
            (sleep 0.3; mount -t tmpfs from-outside {volume}/below; touch {volume}/go) &
            """;
        Result result = container.BeginRun(PrivateMounts.Around(before, "true", "shared")).Wait().Succeeded();
        Assert.Equal(reaches ? "1\n" : "0\n", result.Stdout);
    }

    [ContainerFact]
    public void An_unknown_propagation_is_refused() =>
        Container(spec => spec.Set("linux.rootfsPropagation", "no-such-propagation")).Run()
            .Failed(1, "no-such-propagation");

    private static void AssertField(string field, MountFact mount)
    {
        if (field.Length == 0)
        {
            Assert.Empty(mount.Propagation);
        }
        else
        {
            Assert.True(mount.Propagation.Any(each => each.StartsWith(field, StringComparison.Ordinal)),
                $"{mount.Point}: [{string.Join(' ', mount.Propagation)}] has no {field}");
        }
    }
}
