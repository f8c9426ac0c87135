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
        Container container = Container(spec => spec.Set("linux.seccomp", Notifying(socket.Path)).Args(Mkdir));
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

    [ContainerFact(RuncDiffers = "knows none of crun's annotations")]
    public void An_annotation_says_where_the_listener_is_when_the_profile_does_not()
    {
        using var socket = new DescriptorSocket(Sandbox);
        JsonObject profile = Notifying("/unused");
        profile.Remove("listenerPath");
        Container container = Container(spec => spec.Set("linux.seccomp", profile).Args("/bin/probe", "sleep")
            .Set("annotations", new JsonObject { ["run.oci.seccomp.receiver"] = socket.Path }));
        container.Create().Succeeded();
        (string text, int descriptor) = socket.ReceiveMessage();
        Syscall.close(descriptor);
        Assert.Equal(
            (container.Pid, "of the profile"), (Number(text, "pid"), (string?)JsonNode.Parse(text)!["metadata"]));
        container.Start().Succeeded();
        using Invocation exec = container.BeginExec(Launch.Default, [], Mkdir);
        Syscall.close(socket.ReceiveMessage().Descriptor);
        Assert.Equal("ENOSYS", (string?)exec.Wait().Succeeded().Json()["errno"]);
        container.Delete("--force").Succeeded();
    }

    [ContainerFact]
    public void The_container_is_created_when_the_listener_has_the_descriptor()
    {
        using var socket = new DescriptorSocket(Sandbox);
        Container container = Container(
            spec => spec.Set("linux.seccomp", Notifying(socket.Path)).Args("/bin/probe", "sleep"));
        container.Create().Succeeded();
        Assert.True(socket.HasCaller, "create returned before the listener was told");
        (string text, int descriptor) = socket.ReceiveMessage();
        Syscall.close(descriptor);
        Assert.Equal(
            (container.Pid, "creating"), (Number(text, "pid"), (string?)JsonNode.Parse(text)!["state"]!["status"]));
        container.Delete("--force").Succeeded();
    }

    [ContainerFact]
    public void A_process_that_joins_has_a_filter_and_a_message_of_its_own()
    {
        using var socket = new DescriptorSocket(Sandbox);
        Container container = Container(
            spec => spec.Set("linux.seccomp", Notifying(socket.Path)).Args("/bin/probe", "sleep"));
        container.Create().Succeeded();
        Syscall.close(socket.ReceiveMessage().Descriptor);
        container.Start().Succeeded();
        using Invocation exec = container.BeginExec(Launch.Default, [], Mkdir);
        (string text, int descriptor) = socket.ReceiveMessage();
        Syscall.close(descriptor);
        Assert.Equal("ENOSYS", (string?)exec.Wait().Succeeded().Json()["errno"]);
        JsonNode state = JsonNode.Parse(text)!["state"]!;
        Assert.NotEqual(container.Pid, Number(text, "pid"));
        Assert.Equal((container.Pid, "running"), ((int)state["pid"]!, (string?)state["status"]));
        container.Delete("--force").Succeeded();
    }

    [ContainerTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_listener_is_told_with_and_without_new_privileges(bool noNewPrivileges)
    {
        using var socket = new DescriptorSocket(Sandbox);
        Container container = Container(spec => spec.Set("linux.seccomp", Notifying(socket.Path)).Args(Mkdir)
            .Set("process.noNewPrivileges", noNewPrivileges).Capabilities().Set("process.user.uid", 1000));
        using Invocation run = container.BeginRun(Launch.Default);
        Syscall.close(socket.ReceiveMessage().Descriptor);
        Assert.Equal("ENOSYS", (string?)run.Wait().Succeeded().Json()["errno"]);
    }

    [ContainerTheory]
    [InlineData("write")]
    [InlineData(null)]
    public void What_the_runtime_itself_needs_cannot_be_asked_for(string? call)
    {
        using var socket = new DescriptorSocket(Sandbox);
        JsonObject profile = Notifying(socket.Path);
        if (call is null)
        {
            profile["defaultAction"] = "SCMP_ACT_NOTIFY";
        }
        else
        {
            profile["syscalls"]![0]!["names"] = new JsonArray(call);
        }

        Container(spec => spec.Set("linux.seccomp", profile)).Run().Failed(1, "SCMP_ACT_NOTIFY");
        Assert.False(socket.HasCaller);
    }

    [ContainerFact]
    public void A_rule_that_asks_a_listener_needs_one()
    {
        JsonObject profile = Notifying("/unused");
        profile.Remove("listenerPath");
        Container(spec => spec.Set("linux.seccomp", profile)).Run().Failed(1, "listenerPath");
        Sandbox.AssertNothingLeft();
    }

    /// <summary>"If the SCMP_ACT_NOTIFY action is not used this value is ignored."</summary>
    [ContainerFact]
    public void Without_a_rule_that_asks_nobody_is_told()
    {
        using var socket = new DescriptorSocket(Sandbox);
        var profile = new JsonObject { ["defaultAction"] = "SCMP_ACT_ALLOW", ["listenerPath"] = socket.Path };
        Container(spec => spec.Set("linux.seccomp", profile).Args("/bin/true")).Run().Succeeded();
        Assert.False(socket.HasCaller);
        profile["listenerPath"] = "/no/such/listener";
        Container(spec => spec.Set("linux.seccomp", profile.DeepClone()).Args("/bin/true")).Run().Succeeded();
    }

    [ContainerFact]
    public void A_listener_that_is_not_there_is_an_error_and_leaves_nothing()
    {
        string path = System.IO.Path.Combine(Sandbox.Path, "nobody.sock");
        Container(spec => spec.Set("linux.seccomp", Notifying(path))).Run().Failed(1, path);
        Sandbox.AssertNothingLeft();
    }

    private static readonly string[] Mkdir = ["/bin/probe", "syscall", "mkdir", "/tmp/x", "0755"];

    private static int Number(string text, string name) => (int)JsonNode.Parse(text)![name]!;

    private static JsonObject Notifying(string socket) => new()
    {
        ["defaultAction"] = "SCMP_ACT_ALLOW",
        ["listenerPath"] = socket,
        ["listenerMetadata"] = "of the profile",
        ["syscalls"] =
            new JsonArray(new JsonObject { ["names"] = new JsonArray("mkdir"), ["action"] = "SCMP_ACT_NOTIFY" }),
    };
}
