// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Husk.Linux.Cgroups;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cgroups.Systemd;

namespace Husk.Runtime.Tests.Cgroups.Systemd;

/// <summary>Configuration in, properties out: kept in golden/, to be read as a difference.</summary>
public sealed class UnitPropertiesTests
{
    private const string Limits = """
        {"memory": {"limit": 67108864, "reservation": 33554432, "swap": 100663296},
         "cpu": {"shares": 1024, "quota": 55555, "period": 200000, "cpus": "0-2,9", "mems": "0"},
         "pids": {"limit": 37}, "blockIO": {"weight": 500}}
        """;

    private const string Rules = """
        {"devices": [
          {"allow": false, "access": "rwm"},
          {"allow": true, "type": "c", "major": 1, "minor": 11, "access": "r"},
          {"allow": true, "type": "b", "major": 8, "access": "rw"},
          {"allow": true, "type": "c", "major": 99, "access": "rw"},
          {"allow": true, "major": 7, "minor": 3, "access": "m"},
          {"allow": true, "type": "c", "major": 10, "minor": 229, "access": "rwm"},
          {"allow": false, "type": "c", "major": 10, "minor": 229, "access": "rwm"}]}
        """;

    private const string Files = """
        {"memory": {"limit": 67108864}, "cpu": {"shares": 2},
         "unified": {"memory.max": "max", "memory.min": "1048576", "memory.low": "2097152", "memory.high": "33554432",
          "memory.swap.max": "0", "cpu.weight": "250", "cpu.max": "30000 120000", "cpuset.cpus": "8", "cpuset.mems": "0",
          "pids.max": "55", "memory.oom.group": "1", "hugetlb.2MB.max": "0"}}
        """;

    private static readonly string Golden = Path.Combine(
        Repository.Root, "tests", "Runtime.Tests", "Cgroups", "Systemd", "golden");

    private static readonly Dictionary<string,
    (string Resources, string Path, CgroupVersion Layout, int Version)> Cases = new()
    {
        ["nothing"] = ("{}", "", CgroupVersion.V2, 252),
        ["limits-v2"] = (Limits, "machine.slice:libpod:abc", CgroupVersion.V2, 252),
        ["limits-v2-old-systemd"] = (Limits, "machine.slice:libpod:abc", CgroupVersion.V2, 239),
        ["limits-v1"] = (Limits, "machine.slice:libpod:abc", CgroupVersion.V1, 252),
        ["limits-hybrid"] = (Limits, "machine.slice:libpod:abc", CgroupVersion.Hybrid, 252),
        ["no-limits"] =
            ("""{"memory": {"limit": -1}, "cpu": {"quota": -1, "idle": 1}, "pids": {"limit": -1}}""", "",
                CgroupVersion.V2, 252),
        ["no-tasks"] = ("""{"pids": {"limit": 0}}""", "", CgroupVersion.V2, 252),
        ["unified"] = (Files, "", CgroupVersion.V2, 252),
        ["devices"] = (Rules, "", CgroupVersion.V2, 252),
        ["every-device"] =
            ("""{"devices": [{"allow": true, "access": "rwm"}, {"allow": false, "type": "c", "major": 1, "minor": 1, "access": "rwm"}]}""", "", CgroupVersion.V2, 252),
        ["slice"] = ("{}", "a.slice::a-b.slice", CgroupVersion.V2, 252),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_unit_is_the_one_in_its_golden_file(string name)
    {
        (string resources, string path, CgroupVersion layout, int version) = Cases[name];
        string unit = Print(Of($$"""{"resources": {{resources}}, "cgroupsPath": "{{path}}"}""", "{}", layout, version));
        string file = Path.Combine(Golden, name + ".unit");
        if (Environment.GetEnvironmentVariable("HUSK_GOLDEN") == "write")
            File.WriteAllText(file, unit);
        Assert.True(File.Exists(file), $"no {file}: `make golden` writes it");
        Assert.Equal(File.ReadAllText(file), unit);
    }

    [Fact]
    public void Every_golden_file_has_its_case() => Assert.Equal(
        Cases.Keys.Order(StringComparer.Ordinal),
        Directory.GetFiles(Golden).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("TimeoutStopUSec", "uint64 5", "TimeoutStopUSec=uint64 5")]
    [InlineData("TimeoutStopSec", "1.5", "TimeoutStopUSec=uint64 1500000")]
    [InlineData("TimeoutStopSec", "uint64 2", "TimeoutStopUSec=uint64 2000000")]
    [InlineData("Description", "'mine'", "Description='mine'")]
    [InlineData("MemoryMax", "uint64 9", "MemoryMax=uint64 9")]
    public void An_annotation_is_a_property_that_wins(string name, string value, string line) =>
        Assert.Contains(line, Of("""{"resources": {"memory": {"limit": 5}}}""", Annotation(name, value)));

    [Theory]
    [InlineData("Description", "mine", "is no value in GVariant text")]
    [InlineData("TimeoutStopSec", "'long'", "takes a number")]
    [InlineData("TimeoutStopSec", "-1", "takes a number")]
    [InlineData("A1b", "1", "letters alone")]
    [InlineData("", "1", "three letters")]
    public void An_annotation_that_is_none_is_refused(string name, string value, string words)
    {
        var refused = Assert.Throws<SpecException>(() => Of("{}", Annotation(name, value)));
        Assert.Contains("org.systemd.property." + name, refused.JsonPath);
        Assert.Contains(words, refused.Message);
    }

    [Fact]
    public void An_update_has_the_limits_and_nothing_else()
    {
        Resources wanted = Spec(
            """{"resources": {"memory": {"limit": 5}, "cpu": {"quota": 1000}}}""", "{}").Linux!.Resources!;
        Assert.Equal(
            ["MemoryMax=uint64 5", "CPUQuotaPerSecUSec=uint64 10000"],
            UnitProperties.OfUpdate(
                wanted, new UnitFacts { Version = 252, Layout = CgroupVersion.V2 }).Select(each => each.ToString()));
    }

    [Fact]
    public void Drivers_are_read_by_kind()
    {
        const string text =
            "Character devices:\n  1 mem\n  4 /dev/vc/0\n  4 tty\n136 pts\n\nBlock devices:\n  8 sd\n259 blkext\n";
        Assert.Equal(
            ["1 mem", "4 /dev/vc/0", "136 pts"], UnitFacts.Drivers(text, "Character devices:").Select(
                each => $"{each.Key} {each.Value}"));
        Assert.Equal(
            ["8 sd", "259 blkext"], UnitFacts.Drivers(text, "Block devices:").Select(
                each => $"{each.Key} {each.Value}"));
    }

    private static string Annotation(string name, string value) =>
        $$"""{"org.systemd.property.{{name}}": "{{value}}"}""";

    private static string Print(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static string[] Of(
        string linux, string annotations, CgroupVersion layout = CgroupVersion.V2, int version = 252)
    {
        RuntimeSpec spec = Spec(linux, annotations);
        UnitName name = UnitName.Of(spec.Linux!.CgroupsPath, "id", user: false);
        return [$"# {name.Name} in {name.Slice}", .. UnitProperties.Of(spec, "id", name, new UnitFacts
        {
            Version = version,
            Layout = layout,
            Pid = 4711,
            CharacterDrivers = new Dictionary<uint, string> { [1] = "mem", [136] = "pts" },
            BlockDrivers = new Dictionary<uint, string> { [8] = "sd" },
        }).Select(each => each.ToString())];
    }

    private static RuntimeSpec Spec(string linux, string annotations) => RuntimeSpecJson.Parse(
        Encoding.UTF8.GetBytes(
            $$"""{"ociVersion": "1.3.0", "root": {"path": "/"}, "annotations": {{annotations}}, "linux": {{linux}}}"""),
            "config.json");
}
