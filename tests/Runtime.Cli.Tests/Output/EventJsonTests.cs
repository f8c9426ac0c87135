// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json.Nodes;
using Husk.Linux.Cgroups;
using Husk.Linux.Cgroups.Statistics;
using Husk.Runtime.Cli.Output;
using Husk.Runtime.Lifecycle;
using Husk.Runtime.Resctrl;

namespace Husk.Runtime.Cli.Tests.Output;

/// <summary>Files of the kernel in, the JSON that runc's readers know out.</summary>
public sealed class EventJsonTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("husk-events-").FullName;

    [Fact]
    public void An_oom_event_has_a_type_and_an_id_and_is_one_line() =>
        Assert.Equal("""{"type":"oom","id":"web"}""" + "\n", Encoding.UTF8.GetString(EventJson.Of(new("web", null))));

    [Fact]
    public void Counters_have_the_names_of_runc()
    {
        Write("io.stat", "8:16 rbytes=10 wbytes=0 rios=1 wios=0");
        Write("io.pressure",
            "some avg10=1.50 avg60=0.25 avg300=0.00 total=9\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0");
        Write("hugetlb.2MB.current", "0");
        Write("hugetlb.2MB.events", "max 3");
        JsonNode data = Data(null);

        Assert.Equal("""[{"major":8,"minor":16,"op":"Read","value":10},{"major":8,"minor":16,"op":"Write"}]""",
            data["blkio"]!["ioServiceBytesRecursive"]!.ToJsonString());
        Assert.Equal("""{"some":{"avg10":1.5,"avg60":0.25,"avg300":0,"total":9},"full":{"avg10":0,"avg60":0,"avg300":0,"total":0}}""",
            data["blkio"]!["psi"]!.ToJsonString());
        Assert.Equal("""{"2MB":{"failcnt":3}}""", data["hugetlb"]!.ToJsonString());
        Assert.Equal("{}", data["intel_rdt"]!.ToJsonString());
    }

    [Fact]
    public void A_resctrl_group_is_told_of_too()
    {
        Write("info/L3/cbm_mask", "fff");
        Write("info/L3/min_cbm_bits", "1");
        Write("info/L3/num_closids", "16");
        Write("info/L3_MON/mon_features", "llc_occupancy\nmbm_total_bytes\nmbm_local_bytes");
        Write("schemata", "    MB:0=100\n    L3:0=fff");
        Write("web/schemata", "    MB:0=20\n    L3:0=00f");
        Write("web/mon_data/mon_L3_01/llc_occupancy", "7");
        Write("web/mon_data/mon_L3_00/llc_occupancy", "4096");
        Write("web/mon_data/mon_L3_00/mbm_total_bytes", "11");
        Write("web/mon_data/mon_L3_00/mbm_local_bytes", "5");

        Assert.Equal(
            """
            {"l3_cache_info":{"cbm_mask":"fff","min_cbm_bits":1,"num_closids":16},"l3_cache_schema_root":"L3:0=fff","l3_cache_schema":"L3:0=00f","schemata":["MB:0=20","L3:0=00f"],"mbm_stats":[{"mbm_total_bytes":11,"mbm_local_bytes":5},{"mbm_total_bytes":0,"mbm_local_bytes":0}],"cmt_stats":[{"llc_occupancy":4096},{"llc_occupancy":7}]}
            """,
            Data(ResctrlStatistics.Read(_root, [_root + "/web"]))["intel_rdt"]!.ToJsonString());
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private JsonNode Data(ResctrlStatistics? resctrl)
    {
        Cgroup cgroup = Cgroup.Open([new KeyValuePair<string, string>(CgroupHierarchy.UnifiedName, _root)], []);
        return JsonNode.Parse(EventJson.Of(new("web", CgroupStatistics.Read(cgroup), resctrl)))!["data"]!;
    }

    private void Write(string name, string content)
    {
        string path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content + "\n");
    }
}
