// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using System.Text;
using Husk.Oci.RuntimeSpec;

namespace Husk.Oci.Tests;

public class ParseTests
{
    [Fact]
    public void An_empty_object_is_a_config_of_which_everything_is_absent()
    {
        var spec = RuntimeSpecJson.Parse("{}"u8, "config.json");

        Assert.Equal("", spec.OciVersion);
        Assert.Null(spec.Process);
        Assert.Null(spec.Root);
        Assert.Null(spec.Linux);
        Assert.Empty(spec.Mounts);
        Assert.Empty(spec.Annotations);
    }

    [Fact]
    public void Null_counts_as_absent()
    {
        var spec = RuntimeSpecJson.Parse(
            """{"process":null,"hostname":null,"mounts":null,"linux":{"seccomp":null,"sysctl":null}}"""u8,
            "config.json");

        Assert.Null(spec.Process);
        Assert.Equal("", spec.Hostname);
        Assert.Empty(spec.Mounts);
        Assert.Null(spec.Linux!.Seccomp);
        Assert.Empty(spec.Linux.Sysctl);
    }

    [Fact]
    public void Unknown_members_are_ignored_whatever_they_hold()
    {
        var spec = RuntimeSpecJson.Parse(
            """{"x":{"y":[1,{"z":null}]},"windows":{"layerFolders":["C:"]},"hostname":"h","a":[[]],"b":1e400}"""u8,
            "config.json");

        Assert.Equal("h", spec.Hostname);
    }

    [Fact]
    public void Names_are_case_sensitive()
    {
        Assert.Equal("", RuntimeSpecJson.Parse("""{"Hostname":"h"}"""u8, "config.json").Hostname);
    }

    [Fact]
    public void The_last_of_two_members_with_one_name_counts()
    {
        Assert.Equal("b", RuntimeSpecJson.Parse("""{"hostname":"a","hostname":"b"}"""u8, "config.json").Hostname);
    }

    [Fact]
    public void Escapes_in_names_and_strings_are_resolved()
    {
        var spec = RuntimeSpecJson.Parse(
            """{"h\u006fstname":"\u00fc\n\"","annotations":{"k\u0065y":"v"}}"""u8,
            "config.json");

        Assert.Equal("ü\n\"", spec.Hostname);
        Assert.Equal("v", spec.Annotations["key"]);
    }

    [Fact]
    public void Seccomp_flags_that_are_absent_are_not_an_empty_list()
    {
        Assert.Null(Seccomp("""{"linux":{"seccomp":{"defaultAction":"SCMP_ACT_ALLOW"}}}""").Flags);
        Assert.Empty(Seccomp("""{"linux":{"seccomp":{"defaultAction":"SCMP_ACT_ALLOW","flags":[]}}}""").Flags!);

        static Seccomp Seccomp(string json) =>
            RuntimeSpecJson.Parse(Encoding.UTF8.GetBytes(json), "config.json").Linux!.Seccomp!;
    }

    [Fact]
    public void Annotations_may_hold_what_the_kernel_could_not()
    {
        var spec = RuntimeSpecJson.Parse("""{"annotations":{"key":"a\u0000b"}}"""u8, "config.json");

        Assert.Equal("a\0b", spec.Annotations["key"]);
    }

    [Fact]
    public void Long_lists_keep_their_order()
    {
        string args = string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"{i}\""));

        var process = RuntimeSpecJson.ParseProcess(Encoding.UTF8.GetBytes($$"""{"args":[{{args}}]}"""), "process.json");

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"), process.Args);
    }
}
