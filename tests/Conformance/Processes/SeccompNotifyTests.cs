// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;
using Mono.Unix.Native;

namespace Husk.Conformance.Processes;

/// <summary>runtime-spec, config-linux.md "The Container Process State"; seccomp_unotify(2).</summary>
public sealed class SeccompNotifyTests : ConformanceTest
{
    [ContainerFact]
    public void A_rule_that_asks_a_listener_needs_one()
    {
        JsonObject profile = Notifying("/unused");
        profile.Remove("listenerPath");
        Container(spec => spec.Set("linux.seccomp", profile)).Run().Failed(1, "listenerPath");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_listener_that_is_not_there_is_an_error_and_leaves_nothing()
    {
        string path = System.IO.Path.Combine(Sandbox.Path, "nobody.sock");
        Container(spec => spec.Set("linux.seccomp", Notifying(path))).Run().Failed(1, RuntimeBinary.IsRunc ? path : "listenerPath");
        Sandbox.AssertNothingLeft();
    }

    private static JsonObject Notifying(string socket) => new()
    {
        ["defaultAction"] = "SCMP_ACT_ALLOW",
        ["listenerPath"] = socket,
        ["listenerMetadata"] = "of the profile",
        ["syscalls"] =
            new JsonArray(new JsonObject { ["names"] = new JsonArray("mkdir"), ["action"] = "SCMP_ACT_NOTIFY" }),
    };
}
