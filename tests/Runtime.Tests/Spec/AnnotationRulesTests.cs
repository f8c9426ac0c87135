// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Spec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class AnnotationRulesTests
{
    [Fact]
    public void An_annotation_without_a_key_is_refused() =>
        AssertRefused(
            Valid with { Annotations = new Dictionary<string, string> { [""] = "x" } },
            "$.annotations",
            "has an empty key");

    [Fact]
    public void An_annotation_without_a_value_is_taken() =>
        AssertTaken(Valid with { Annotations = new Dictionary<string, string> { ["x"] = "" } });

    [Fact]
    public void A_context_is_of_one_of_the_kinds_that_mount_knows()
    {
        const string name = "run.oci.mount_context_type";
        AssertTaken(Valid with { Annotations = new Dictionary<string, string> { [name] = "fscontext" } });
        AssertRefused(
            Valid with { Annotations = new Dictionary<string, string> { [name] = "nocontext" } },
            $"$.annotations[\"{name}\"]",
            "\"nocontext\" is not one of context, fscontext, defcontext and rootcontext (mount(8))");
    }

    [Theory]
    [InlineData(null, "context")]
    [InlineData("rootcontext", "rootcontext")]
    public void The_label_of_mounts_is_of_that_kind(string? kind, string option)
    {
        RuntimeSpec spec = Valid with
        {
            Mounts = [new Mount { Destination = "/tmp", Type = "tmpfs", Source = "tmpfs" }],
            Linux = Valid.Linux! with { MountLabel = "system_u:object_r:container_file_t:s0:c1,c2" },
        };
        if (kind is not null)
        {
            spec = spec with { Annotations = new Dictionary<string, string> { ["run.oci.mount_context_type"] = kind } };
        }

        Assert.Equal(
            [$"{option}=\"system_u:object_r:container_file_t:s0:c1,c2\""], PlannedMount.Of(spec, 0).Spec.Options);
    }

    [Fact]
    public void The_listener_of_a_profile_without_one_is_the_annotations()
    {
        const string name = "run.oci.seccomp.receiver";
        RuntimeSpec spec = Valid with
        {
            Annotations = new Dictionary<string, string> { [name] = "/run/agent.sock" },
            Linux = Valid.Linux! with { Seccomp = new Oci.RuntimeSpec.Seccomp { DefaultAction = "SCMP_ACT_ALLOW" } },
        };
        Assert.Equal("/run/agent.sock", SeccompReceiver.Expand(spec).Linux!.Seccomp!.ListenerPath);
        RuntimeSpec own =
            spec with { Linux = spec.Linux with { Seccomp = spec.Linux.Seccomp! with { ListenerPath = "/own" } } };
        Assert.Equal("/own", SeccompReceiver.Expand(own).Linux!.Seccomp!.ListenerPath);
        RuntimeSpec relative = spec with { Annotations = new Dictionary<string, string> { [name] = "agent.sock" } };
        SpecException refused = Assert.Throws<SpecException>(() => SeccompReceiver.Expand(relative));
        Assert.Equal($"$.annotations[\"{name}\"]: \"agent.sock\" is not an absolute path", refused.Message);
    }
}
