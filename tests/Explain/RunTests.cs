// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Husk.RunFlags;

namespace Husk.Explain;

/// <summary><c>husk explain run</c> is true of what a run does.</summary>
public sealed class RunTests(HuskFixture husk) : IClassFixture<HuskFixture>
{
    [Fact]
    public void Its_configuration_is_the_one_that_a_run_gets()
    {
        string[] flags = husk.Words("--user ann -m 64m --cap-add NET_ADMIN --tmpfs /scratch -e A=b --network none --cgroup-parent " + husk.CgroupParent);
        using JsonDocument explained =
            JsonDocument.Parse(husk.Output(["explain", "run", "--format", "json", .. flags, "talker", "x"]));
        string id = explained.RootElement.GetProperty("containerId").GetString()!;

        string real = husk.Output(["run", "-d", .. flags, "talker", "x"]).Trim();
        husk.Output("wait", real);
        string config = File.ReadAllText(husk.Scratch[$"root/containers/{real}/bundle/config.json"]);

        // The anonymous volume of /data has another random name each time.
        Assert.Equal(
            WithoutVolume(JsonDocument.Parse(config.Replace(real, id).Replace(real[..12], id[..12])).RootElement),
            WithoutVolume(explained.RootElement.GetProperty("config")));
    }

    [Fact]
    public void Every_step_of_the_plan_is_there_with_its_reason()
    {
        using JsonDocument run = JsonDocument.Parse(
            husk.Output("explain", "run", "--format", "json", "--network", "none", "-m", "64m", "busybox"));
        JsonElement[] phases = [.. run.RootElement.GetProperty("phases").EnumerateArray()];
        JsonElement[] kernel = [.. phases.Single(phase => phase.GetProperty("name").GetString() == "kernel")
            .GetProperty("steps").EnumerateArray()];

        Assert.Equal(
            ["image", "files", "volumes", "network", "configuration", "monitor", "cgroups", "kernel", "start"],
            phases.Select(phase => phase.GetProperty("name").GetString()));
        Assert.All(kernel, step => Assert.NotEqual("", step.GetProperty("why").GetString()));
        Assert.All(kernel, step => Assert.NotEqual(0, step.GetProperty("calls").GetArrayLength()));
        JsonElement proc = kernel.Single(step => step.GetProperty("title").GetString() == "mount proc at /proc");
        Assert.Contains("mount -t proc -o nosuid,noexec,nodev proc ", proc.GetProperty("shell")[1].GetString());
    }

    [Fact]
    public void A_link_is_in_the_environment_and_in_the_hosts_file()
    {
        husk.Output("run", "-d", "--name", "db", "--expose", "80", "--cgroup-parent", husk.CgroupParent, "busybox",
            "sleep", "1000");
        try
        {
            string address = husk.Output("inspect", "-f", "{{.NetworkSettings.IPAddress}}", "db").Trim();
            string explained =
                husk.Output("explain", "run", "--format", "json", "--name", "app", "--link", "db:mysql", "busybox");
            using JsonDocument run = JsonDocument.Parse(explained);
            string?[] environment = [.. run.RootElement.GetProperty("config").GetProperty("process").GetProperty("env")
                .EnumerateArray().Select(variable => variable.GetString())];
            Assert.Contains($"MYSQL_PORT=tcp://{address}:80", environment);
            Assert.Contains("MYSQL_NAME=/app/mysql", environment);
            // Whatever stands between them in JSON, of a shell's words.
            Assert.Matches($"{address.Replace(".", "[.]")}[^0-9]{{1,8}}mysql ", explained);
        }
        finally
        {
            husk.Output("rm", "-f", "db");
        }
    }

    [Theory]
    [InlineData("--cap-add", "NOPE")]
    [InlineData("--stop-signal", "NOPE")]
    [InlineData("--uts", "host", "--hostname", "box")]
    [InlineData("--link", "nobody")]
    [InlineData("--mount", "type=image,source=nosuch,target=/x")]
    public void What_cannot_be_is_refused_in_the_words_of_run(params string[] flags)
    {
        Assert.Equal(husk.Fail([.. flags, "busybox"]).Error.Split('\n')[0]["husk: ".Length..],
            husk.Run(["explain", "run", .. flags, "busybox"]).Error.TrimEnd()["Error: ".Length..]);
    }

    [Theory]
    [InlineData("--script and --format", "--script", "--format", "html")]
    [InlineData("--calls is for text", "--calls", "--format", "json")]
    public void Forms_that_exclude_each_other_are_refused(string words, params string[] flags) =>
        Assert.Contains("conflicting options: " + words, husk.Error(["explain", "run", .. flags, "busybox"]));

    private static string WithoutVolume(JsonElement config)
    {
        JsonObject document = JsonObject.Create(config)!;
        document["mounts"] = new JsonArray([.. document["mounts"]!.AsArray()
            .Where(mount => (string)mount!["destination"]! != "/data").Select(mount => mount!.DeepClone())]);
        return document.ToJsonString();
    }
}
