// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Mounts;

/// <summary>runtime-spec, config-linux.md "Masked Paths": neither readable nor writable from inside.</summary>
public sealed class MaskedPathTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData(true, 0)]
    [InlineData(false, 6)]
    public void A_masked_file_is_empty(bool masked, int bytes) =>
        Assert.Equal(bytes, (int)Access("/secret", masked, "/secret")["bytes"]!);

    [ContainerFact]
    public void What_is_written_to_a_masked_file_does_not_reach_it()
    {
        Container container = Container(spec => spec.Set("root.readonly", false)
            .Set("linux.maskedPaths", Spec.Texts(["/secret"])).Shell("echo overwritten >/secret; true"));
        File.WriteAllText(container.InRootfs("/secret"), "secret");
        container.Run();
        Assert.Equal("secret", container.ReadInRootfs("/secret"));
    }

    [ContainerTheory]
    [InlineData(true, 0, "EROFS")]
    [InlineData(false, 1, null)]
    public void A_masked_directory_is_empty_and_read_only(bool masked, int entries, string? write)
    {
        JsonNode seen = Access("/hidden", masked, "/hidden");
        Assert.Equal((entries, write), ((int)seen["entries"]!, (string?)seen["write"]));
    }

    [ContainerFact]
    public void A_masked_path_that_does_not_exist_is_no_error() =>
        Container(spec => spec.Set("linux.maskedPaths", Spec.Texts(["/no/such/path"])).Args("/bin/true")).Run()
            .Succeeded();

    [ContainerFact]
    public void Below_a_masked_directory_nothing_is_reachable()
    {
        JsonNode seen = Access("/hidden/file", masked: true, "/hidden");
        Assert.False((bool)seen["exists"]!);
    }

    [ContainerFact]
    public void A_masked_path_without_a_mount_namespace_is_refused() =>
        Container(spec => spec.WithoutNamespace("mount").Set("linux.maskedPaths", Spec.Texts(["/secret"]))
            .Set("linux.readonlyPaths", null)).Run().Failed(1);

    [ContainerTheory]
    [InlineData("/proc/keys")]
    [InlineData("/proc/timer_list")]
    [InlineData("/proc/kcore")]
    public void The_default_spec_masks_what_the_kernel_tells_about_the_host(string path)
    {
        if (File.Exists(path))
        {
            JsonNode seen = Container(spec => spec.Args("/bin/probe", "access", path)).Run().Succeeded().Json()[path]!;
            Assert.Equal(0, (int)seen["bytes"]!);
        }
    }

    private JsonNode Access(string path, bool masked, string maskedPath)
    {
        Container container = Container(spec => spec.Set("root.readonly", false)
            .Set("linux.maskedPaths", Spec.Texts(masked ? [maskedPath] : [])).Args("/bin/probe", "access", path));
        File.WriteAllText(container.InRootfs("/secret"), "secret");
        Directory.CreateDirectory(container.InRootfs("/hidden"));
        File.WriteAllText(container.InRootfs("/hidden/file"), "secret");
        return container.Run().Succeeded().Json()[path]!;
    }
}
