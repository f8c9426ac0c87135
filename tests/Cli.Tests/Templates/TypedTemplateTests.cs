// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;
using Husk.Cli.Templates;

namespace Husk.Cli.Tests.Templates;

/// <summary>Templates on what docker's client knows the types of. What is expected was printed by docker 28.</summary>
public sealed class TypedTemplateTests
{
    private const string Container = """
        {
          "Id": "0123456789abcdef", "Name": "/box", "Args": ["1000"],
          "State": { "Status": "running", "Running": true, "Pid": 7, "Error": "", "StartedAt": "2026-01-02T03:04:05Z" },
          "Mounts": [{ "Type": "bind", "Source": "/a", "Destination": "/b", "Mode": "ro", "RW": false, "Propagation": "rprivate" }],
          "HostConfig": {
            "Binds": null, "CpuShares": 512, "Dns": null, "PidsLimit": null, "Ulimits": [{ "Name": "nofile", "Hard": 200, "Soft": 100 }],
            "RestartPolicy": { "Name": "on-failure", "MaximumRetryCount": 5 },
            "PortBindings": { "80/tcp": [{ "HostIp": "127.0.0.1", "HostPort": "8080" }] }
          },
          "Config": {
            "Env": ["A=1"], "Labels": { "z": "26", "a.b/c": "x" }, "Volumes": { "/v": {} },
            "Healthcheck": { "Test": ["CMD-SHELL", "true"], "Interval": 90500000000 }
          },
          "NetworkSettings": {
            "Ports": { "80/tcp": [{ "HostIp": "127.0.0.1", "HostPort": "8080" }], "81/tcp": null },
            "Networks": { "one": { "IPAMConfig": null, "IPAddress": "1.1.1.1" } }
          }
        }
        """;

    [Theory]
    [InlineData("{{.ID}}", "0123456789abcdef")]
    [InlineData("{{.HostConfig.CPUShares}} {{.HostConfig.NanoCPUs}} {{.HostConfig.DNS}}", "512 0 []")]
    [InlineData("{{.HostConfig.RestartPolicy}} {{.HostConfig.Ulimits}} {{.Mounts}}",
        "{on-failure 5} [nofile=100:200] [{bind  /a /b  ro false rprivate}]")]
    [InlineData("{{.NetworkSettings.Ports}}", "map[80/tcp:[{127.0.0.1 8080}] 81/tcp:[]]")]
    [InlineData("{{.Config.Volumes}} {{.Config.Labels}} {{.Config.Env}}", "map[/v:{}] map[a.b/c:x z:26] [A=1]")]
    [InlineData("{{.State}}",
        "{running true false false false false 7 0  2026-01-02T03:04:05Z  <nil>}")]
    [InlineData("{{.Config.Healthcheck}} {{.Config.Healthcheck.Timeout}}", "{[CMD-SHELL true] 1m30.5s 0s 0s 0s 0} 0s")]
    [InlineData("{{json .Config.Healthcheck.Interval}} {{json .State.Status}} {{json .HostConfig.Ulimits}}",
        "90500000000 \"running\" [{\"Name\":\"nofile\",\"Hard\":200,\"Soft\":100}]")]
    [InlineData("{{range .Mounts}}{{.Type}}{{end}}{{range $p, $b := .NetworkSettings.Ports}} {{$p}}={{len $b}}{{end}}",
        "bind 80/tcp=1 81/tcp=0")]
    [InlineData("{{len .Mounts}} {{len .Config.Labels}} {{slice .Args 0 1}} {{join .Args \",\"}}", "1 2 [1000] 1000")]
    public void Prints_as_go(string template, string expected) => Assert.Equal(expected, Run(template));

    [Theory]
    [InlineData("{{.Config.StopSignal}}|{{.Config.StopTimeout}}|{{.Config.Shell}}|{{.Config.ExposedPorts}}",
        "|<nil>|[]|map[]")]
    [InlineData("{{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}} {{.State.Health}}", "none <nil>")]
    [InlineData("{{with .State}}{{json .Health}}{{end}} {{eq .State.Health nil}}", "null true")]
    [InlineData("{{.HostConfig.Init}} {{.HostConfig.PidsLimit}} {{index .HostConfig.Sysctls \"a\"}}|", "<nil> <nil> |")]
    [InlineData("{{index .Config.Labels \"none\"}}|{{.Config.Labels.none}}|{{if .Config.Labels.none}}a{{end}}",
        "|<no value>|")]
    [InlineData("{{.NetworkSettings.Networks.two.IPAddress}} {{.NetworkSettings.Networks.one.IPAMConfig}}",
        "<no value> <nil>")]
    public void What_the_json_leaves_out_is_there(string template, string expected) =>
        Assert.Equal(expected, Run(template));

    // What Go's value has not is looked for in the JSON, by the whole template.
    [Theory]
    [InlineData("{{.Id}}", "0123456789abcdef")]
    [InlineData("{{.Name}} {{.HostConfig.RestartPolicy}}", "/box {on-failure 5}")]
    [InlineData("{{.Id}} {{.HostConfig.RestartPolicy}} {{.HostConfig.Binds}}",
        "0123456789abcdef map[MaximumRetryCount:5 Name:on-failure] <no value>")]
    [InlineData("{{(index (index .NetworkSettings.Ports \"80/tcp\") 0).HostIp}}", "127.0.0.1")]
    [InlineData("{{index .NetworkSettings.Ports \"80/tcp\"}}", "[map[HostIp:127.0.0.1 HostPort:8080]]")]
    [InlineData("{{range $k, $v := .State}}{{$k}} {{end}}", "Error Pid Running StartedAt Status ")]
    public void What_is_called_otherwise_is_found_in_the_json(string template, string expected) =>
        Assert.Equal(expected, Run(template));

    [Theory]
    [InlineData("{{.State.Health.Status}}", "at <.State.Health.Status>: map has no entry for key \"Health\"")]
    [InlineData("{{.Nope}}", "at <.Nope>: map has no entry for key \"Nope\"")]
    public void What_neither_has_is_an_error(string template, string message) =>
        Assert.EndsWith(message, Assert.Throws<TemplateException>(() => Run(template)).Message);

    [Theory]
    [InlineData("2026-01-02T03:04:05.06Z", "2026-01-02 03:04:05.06 +0000 UTC")]
    [InlineData("2026-01-02T03:04:05+01:00", "2026-01-02 03:04:05 +0100 +0100")]
    [InlineData("", "0001-01-01 00:00:00 +0000 UTC")]
    public void A_time_is_printed_in_go_s_form(string created, string expected) =>
        Assert.Equal(expected, Template.Parse("{{.Created}}").Run(
            created.Length > 0 ? new JsonObject { ["Created"] = created } : [], GoTypes.Network));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1_500, "1.5µs")]
    [InlineData(250_000_000, "250ms")]
    [InlineData(30_000_000_000, "30s")]
    [InlineData(5_400_000_000_000, "1h30m0s")]
    public void A_duration_is_printed_in_go_s_form(long nanoseconds, string expected) =>
        Assert.Equal(expected, GoTime.Duration(nanoseconds));

    [Fact]
    public void Every_declared_structure_is_known()
    {
        foreach (GoType type in (GoType[])[GoTypes.Container, GoTypes.Image, GoTypes.Network, GoTypes.Volume,
            GoTypes.Version, GoTypes.Facts, GoTypes.Event])
        {
            Visit(type, depth: 0);
        }
    }

    private static void Visit(GoType type, int depth)
    {
        Assert.True(depth < 10, type.Name);
        if (type.Item is not null)
            Visit(type.Item, depth + 1);
        else if (type.Kind is GoKind.Structure)
            Assert.All(type.Fields, field => Visit(field.Type, depth + 1));
    }

    private static string Run(string template) =>
        Template.Parse(template).Run(JsonNode.Parse(Container)!.AsObject(), GoTypes.Container);
}
