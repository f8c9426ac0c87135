// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.BadInput;

/// <summary>Bundles that cannot be run: exit code 1, one line that names the culprit, nothing left.</summary>
public sealed class BundleTests : ConformanceTest
{
    [ContainerFact]
    public void A_bundle_that_is_not_there_is_named() =>
        Refused(Sandbox.Runtime("create", "--bundle", "/no/such/bundle", Sandbox.Name), "/no/such/bundle");

    [ContainerFact]
    public void A_bundle_that_is_a_file_is_named()
    {
        string file = Sandbox.MakeFile("file");
        Refused(Sandbox.Runtime("create", "--bundle", file, Sandbox.Name), file);
    }

    [ContainerFact]
    public void A_bundle_without_a_config_is_told_so() =>
        Refused(Sandbox.Runtime("create", "--bundle", Sandbox.MakeDirectory("empty"), Sandbox.Name), "config.json");

    [ContainerTheory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    [InlineData("""{"ociVersion":"1.0.2","process":{"args":["sh"],}}""")]
    public void A_config_that_is_not_JSON_is_refused(string text) => Refused(CreateFrom(text));

    [ContainerTheory(RuncDiffers = "gives an offset at best")]
    [InlineData("{\n  \"ociVersion\": \"1.0.2\",\n  \"process\": ]\n}\n", "config.json:3:")]
    [InlineData("{\n\n\n\n\"a\": nope}", "config.json:5:")]
    public void The_error_says_where_the_JSON_breaks(string text, string place) => Refused(CreateFrom(text), place);

    [ContainerTheory]
    [InlineData("process.args", "\"sh\"")]
    [InlineData("process.cwd", "7")]
    [InlineData("process.user.uid", "\"root\"")]
    [InlineData("root.readonly", "\"yes\"")]
    [InlineData("mounts", "{}")]
    [InlineData("linux.namespaces", "\"pid\"")]
    public void A_value_of_the_wrong_type_is_refused(string path, string json) =>
        Refused(Container(spec => spec.Set(path, System.Text.Json.Nodes.JsonNode.Parse(json))).Create());

    [ContainerTheory(RuncDiffers = "names the Go field")]
    [InlineData("process.args", "\"sh\"", "process.args")]
    [InlineData("process.user.uid", "\"root\"", "process.user.uid")]
    [InlineData("root.readonly", "\"yes\"", "root.readonly")]
    [InlineData("mounts", "[{\"destination\":\"/x\"},{\"destination\":7}]", "mounts[1].destination")]
    [InlineData("process.rlimits", "[{\"type\":\"RLIMIT_CORE\",\"soft\":-1,\"hard\":1}]", "process.rlimits[0].soft")]
    public void The_error_has_the_path_of_the_wrong_value(string path, string json, string fragment) =>
        Refused(Container(spec => spec.Set(path, System.Text.Json.Nodes.JsonNode.Parse(json)))
            .Create(), "config.json", fragment);

    [ContainerFact]
    public void A_rootfs_that_is_not_there_is_named() =>
        Refused(Container(spec => spec.Set("root.path", "no-such-rootfs")).Create(), "no-such-rootfs");

    [ContainerFact]
    public void A_rootfs_that_is_a_file_is_refused()
    {
        string file = Sandbox.MakeFile("file");
        Refused(Container(spec => spec.Set("root.path", file)).Create());
    }

    [ContainerFact]
    public void A_rootfs_that_is_a_symbolic_link_is_refused()
    {
        Container container = Container(spec => spec.Set("root.path", "link"));
        File.CreateSymbolicLink(Path.Combine(container.Bundle, "link"), container.RootfsPath);
        Refused(container.Create(), "link");
    }

    [ContainerTheory]
    [InlineData("root")]
    [InlineData("process")]
    public void A_part_that_must_be_there_is_missed_by_name(string member) =>
        Refused(Container(spec => spec.Set(member, null)).Run(), member);

    [ContainerFact]
    public void A_namespace_of_an_unknown_type_is_named() =>
        Refused(Container(spec => spec.Namespace("no-such-namespace")).Create(), "no-such-namespace");

    [ContainerFact]
    public void A_mount_without_a_destination_is_refused() =>
        Refused(Container(spec => spec.Mount("", "tmpfs", "tmpfs")).Create());

    [ContainerTheory]
    [InlineData("unknown", "{\"member\":[1,2,3]}")]
    [InlineData("process.unknown", "7")]
    [InlineData("linux.unknown", "null")]
    public void What_the_runtime_does_not_know_is_ignored(string path, string json)
    {
        Container container = Container(spec => spec.Args("/bin/true"));
        container.Spec[path] = System.Text.Json.Nodes.JsonNode.Parse(json);
        container.Run().Succeeded();
    }

    private Result CreateFrom(string text)
    {
        Container container = Container();
        File.WriteAllText(container.ConfigPath, text);
        return Sandbox.Runtime("create", "--bundle", container.Bundle, container.Id);
    }

    private void Refused(Result result, params string[] fragments)
    {
        result.Failed(1, fragments);
        Sandbox.AssertNothingLeft();
    }
}
