// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Text;
using System.Text.Json.Nodes;
using Husk.Oci.RuntimeSpec;

namespace Husk.Oci.Tests;

/// <summary>A member that is not read, or not written, or under another name, is a difference here.</summary>
public class RoundTripTests
{
    [Fact]
    public void Every_member_of_a_config_survives_reading_and_writing()
    {
        byte[] document = File.ReadAllBytes(Path.Combine("Golden", "every-member.json"));

        byte[] written = RuntimeSpecJson.Write(RuntimeSpecJson.Parse(document, "every-member.json"));

        AssertSame(document, written);
    }

    [Fact]
    public void Every_member_of_the_features_survives_reading_and_writing()
    {
        byte[] document = File.ReadAllBytes(Path.Combine("Golden", "features.json"));

        byte[] written = RuntimeSpecJson.Write(RuntimeSpecJson.ParseFeatures(document, "features.json"));

        AssertSame(document, written);
    }

    [Fact]
    public void Every_member_of_a_state_survives_reading_and_writing()
    {
        byte[] document =
            """
            {"ociVersion":"1.3.0","id":"c1","pid":7,"status":"running","bundle":"/b","rootfs":"/b/rootfs",
             "created":"2026-01-02T03:04:05.000000006Z","annotations":{"a":"b"},"owner":""}
            """u8.ToArray();

        byte[] written = RuntimeSpecJson.Write(RuntimeSpecJson.ParseState(document, "state.json"));

        AssertSame(document, written);
    }

    [Fact]
    public void A_state_for_hooks_has_only_the_members_of_the_specification()
    {
        var state = new ContainerState { OciVersion = "1.3.0", Id = "c1", Status = "created", Bundle = "/b", Pid = 7 };

        Assert.Equal(
            """{"ociVersion":"1.3.0","id":"c1","pid":7,"status":"created","bundle":"/b"}""",
            Encoding.UTF8.GetString(RuntimeSpecJson.Write(state)));
    }

    [Fact]
    public void A_listener_is_sent_the_names_of_its_descriptors()
    {
        var state = new ContainerProcessState
        {
            OciVersion = "1.3.0",
            Fds = ["seccompFd"],
            Pid = 7,
            Metadata = "opaque",
            State = new ContainerState { OciVersion = "1.3.0", Id = "c1", Status = "creating", Bundle = "/b" },
        };

        Assert.Equal(
            """{"ociVersion":"1.3.0","fds":["seccompFd"],"pid":7,"metadata":"opaque",""" +
            "\"state\":" +
            """{"ociVersion":"1.3.0","id":"c1","pid":0,"status":"creating","bundle":"/b"}""" + "}",
            Encoding.UTF8.GetString(RuntimeSpecJson.Write(state)));
    }

    [Fact]
    public void Writing_leaves_text_readable()
    {
        var process = new Process { Args = ["echo", "<\"ü\">&'"], Cwd = "/" };

        Assert.Equal(
            """{"user":{"uid":0,"gid":0},"args":["echo","<\"ü\">&'"],"cwd":"/"}""",
            Encoding.UTF8.GetString(RuntimeSpecJson.Write(process)));
    }

    private static void AssertSame(byte[] expected, byte[] actual)
    {
        JsonNode? left = JsonNode.Parse(expected);
        JsonNode? right = JsonNode.Parse(actual);
        Assert.True(JsonNode.DeepEquals(left, right), $"{left}\nbecame\n{right}");
    }
}
