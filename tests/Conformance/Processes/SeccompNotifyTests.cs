// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;
using Mono.Unix.Native;

namespace Husk.Conformance.Processes;

/// <summary>runtime-spec, config-linux.md "The Container Process State"; seccomp_unotify(2).</summary>
public sealed class SeccompNotifyTests : ConformanceTest
{
    [ContainerFact]
    public void The_listener_gets_the_descriptor_and_the_state_of_the_container()
    {
        using var socket = new DescriptorSocket(Sandbox);
        Container container = Container(spec => spec.Set("linux.seccomp", Notifying(socket.Path))
            .Args("/bin/probe", "syscall", "mkdir", "/tmp/x", "0755"));
        using Invocation run = container.BeginRun(Launch.Default);
        (string text, int descriptor) = socket.ReceiveMessage();

        // Nobody listens any more: the call is answered with ENOSYS.
        Syscall.close(descriptor);
        Assert.Equal("ENOSYS", (string?)run.Wait().Succeeded().Json()["errno"]);
        JsonNode message = JsonNode.Parse(text)!;
        Assert.Equal(["seccompFd"], message["fds"]!.AsArray().Select(name => (string?)name));
        Assert.Equal(("of the profile", container.Id, container.Bundle),
            ((string?)message["metadata"], (string?)message["state"]!["id"], (string?)message["state"]!["bundle"]));
        Assert.True((int)message["pid"]! > 0 && message["ociVersion"] is not null, text);
    }

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
        Container(spec => spec.Set("linux.seccomp", Notifying(path))).Run().Failed(1, path);
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
