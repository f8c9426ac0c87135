// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;
using Husk.Cli.Templates;

namespace Husk.Cli.Tests.Templates;

/// <summary>Go's templates as people use them with docker. What is expected was printed by docker 20.10 and by
/// Go.</summary>
public sealed class TemplateTests
{
    private const string Container = """
        {
          "Id": "sha256:0123456789abcdef", "Count": 3, "Ratio": 0.5, "Big": 12884901888, "On": true, "Off": false,
          "Nothing": null, "Empty": [], "EmptyMap": {}, "Text": "a<b>&\"c\"",
          "Config": { "Env": ["PATH=/bin", "A=1"], "Labels": { "z": "26", "a.b/c": "x" }, "Cmd": ["sh", "-c"] },
          "Bare": { "Labels": null, "Env": null },
          "Networks": { "one": { "IP": "1.1.1.1" }, "two": { "IP": "2.2.2.2" } },
          "Mounts": [ { "Type": "bind", "Source": "/a" }, { "Type": "volume", "Source": "/b" } ]
        }
        """;

    [Theory]
    [InlineData("{{.Id}}", "sha256:0123456789abcdef")]
    [InlineData("x {{ .Config.Cmd }} y", "x [sh -c] y")]
    [InlineData("{{.Config.Labels}}", "map[a.b/c:x z:26]")]
    [InlineData("{{json .Config.Env}}", "[\"PATH=/bin\",\"A=1\"]")]
    [InlineData("{{json .Text}}", "\"a<b>&\\\"c\\\"\"")]
    [InlineData("{{.Count}} {{.Ratio}} {{.Big}} {{.On}}", "3 0.5 12884901888 true")]
    [InlineData("{{.Nothing}}{{.Empty}}", "<no value>[]")]
    [InlineData("{{range .Config.Env}}{{.}};{{end}}", "PATH=/bin;A=1;")]
    [InlineData("{{range $i, $e := .Config.Env}}{{$i}}={{$e}} {{end}}", "0=PATH=/bin 1=A=1 ")]
    [InlineData("{{range $k, $v := .Networks}}{{$k}}:{{$v.IP}} {{end}}", "one:1.1.1.1 two:2.2.2.2 ")]
    [InlineData("{{range .Empty}}x{{else}}none{{end}}", "none")]
    [InlineData("{{range .Mounts}}{{if eq .Type \"bind\"}}{{.Source}}{{else}}-{{end}}{{end}}", "/a-")]
    [InlineData("{{range .Config.Env}}{{.}}{{break}}{{end}}", "PATH=/bin")]
    [InlineData("{{range .Mounts}}{{if eq .Type \"bind\"}}{{continue}}{{end}}{{.Source}}{{end}}", "/b")]
    [InlineData("{{if .Off}}a{{else if .On}}b{{else}}c{{end}}", "b")]
    [InlineData("{{if and .On (not .Off)}}yes{{end}}", "yes")]
    [InlineData("{{or .Off .Count}}", "3")]
    [InlineData("{{with .Config}}{{len .Env}}{{end}}", "2")]
    [InlineData("{{with .Empty}}x{{else}}y{{end}}", "y")]
    [InlineData("{{$x := .Count}}{{range .Config.Cmd}}{{$x}}{{end}}", "33")]
    [InlineData("{{$x := 1}}{{range .Config.Cmd}}{{$x = 2}}{{end}}{{$x}}", "2")]
    [InlineData("{{$.Id}}", "sha256:0123456789abcdef")]
    [InlineData("{{index .Config.Labels \"a.b/c\"}}", "x")]
    [InlineData("{{index .Config.Env 1}}", "A=1")]
    [InlineData("{{(index .Mounts 0).Source}}", "/a")]
    [InlineData("{{index .Config.Labels \"none\"}}", "<no value>")]
    [InlineData("{{.Bare}} {{.Bare.Labels}} {{json .Bare.Labels}} {{len .Bare.Labels}}",
        "map[Env:<nil> Labels:<nil>] <no value> null 0")]
    [InlineData("{{.Config.Cmd | json}}", "[\"sh\",\"-c\"]")]
    [InlineData("{{join .Config.Cmd \"+\"}}", "sh+-c")]
    [InlineData("{{(split .Id \":\") | len}}", "2")]
    [InlineData("{{upper \"ab\"}}{{lower \"CD\"}}{{title \"ef gh\"}}", "ABcdEf Gh")]
    [InlineData("{{truncate .Id 9}}|{{pad \"x\" 1 2}}|", "sha256:01| x  |")]
    [InlineData("{{slice .Id 7 11}}", "0123")]
    [InlineData("{{printf \"%-6s|%4d|%q|%.2f\" \"ab\" 7 \"c\" .Ratio}}", "ab    |   7|\"c\"|0.50")]
    [InlineData("{{println .Count \"x\"}}", "3 x\n")]
    [InlineData("a {{- /* nothing */ -}} b", "ab")]
    [InlineData("a {{- .Count -}} b", "a3b")]
    [InlineData("{{\"{{\"}}{{`raw\\n`}}{{\"\\t\"}}", "{{raw\\n\t")]
    [InlineData("{{gt .Count 2}} {{le .Count 2}} {{ne .Count 3}} {{eq .Count 1 3}}", "true false false true")]
    [InlineData("{{html .Text}}", "a&lt;b&gt;&amp;&quot;c&quot;")]
    public void Prints(string template, string expected) =>
        Assert.Equal(expected, Template.Parse(template).Run(JsonNode.Parse(Container)));

    [Theory]
    [InlineData("{{.Label \"a.b/c\"}}|{{.Label \"none\"}}|", "of a.b/c|of none|")]
    [InlineData("{{range .Empty}}{{else}}{{$.Label \"z\"}}{{end}}", "of z")]
    [InlineData("{{if eq (\"z\" | .Label) \"of z\"}}yes{{end}}", "yes")]
    public void A_row_with_labels_has_a_method_for_them(string template, string expected) =>
        Assert.Equal(expected, Template.Parse(template).Run(JsonNode.Parse(Container), key => "of " + key));

    [Theory]
    [InlineData("{{.Label}}", " at <.Label>: wrong number of args for Label: want 1 got 0")]
    [InlineData("{{.Label .Count}}", " at <.Label>: wrong type for value; expected string; got 3")]
    public void A_label_has_one_name(string template, string message) =>
        Assert.EndsWith(message, Assert.Throws<TemplateException>(() =>
            Template.Parse(template).Run(JsonNode.Parse(Container), key => key)).Message);

    [Theory]
    [InlineData("{{.Nope}}",
        "template parsing error: template: :1: executing \"\" at <.Nope>: map has no entry for key \"Nope\"")]
    [InlineData("{{.Nothing.Deeper}}", "nil pointer evaluating .Deeper")]
    [InlineData("{{.Id.Deeper}}", "can't evaluate field Deeper")]
    [InlineData("{{index .Config.Env 9}}", "index out of range: 9")]
    [InlineData("{{eq .Id 1}}", "incompatible types for comparison")]
    [InlineData("{{.Id .Count}}", "can't give argument to non-function .Id")]
    [InlineData("{{range .Id}}{{end}}", "range can't iterate over")]
    [InlineData("{{$nope}}", "undefined variable \"$nope\"")]
    public void What_is_not_there_is_an_error(string template, string message) =>
        Assert.Contains(message,
            Assert.Throws<TemplateException>(() => Template.Parse(template).Run(JsonNode.Parse(Container))).Message);

    [Theory]
    [InlineData("{{.Id", "unclosed action")]
    [InlineData("{{nope .Id}}", "function \"nope\" not defined")]
    [InlineData("{{if .Id}}x", "unexpected EOF")]
    [InlineData("x{{end}}", "unexpected {{end}}")]
    [InlineData("{{\"x}}", "unterminated quoted string")]
    [InlineData("{{.Id |}}", "missing value for command")]
    [InlineData("{{(.Id}}", "unexpected \"}}\" in parenthesized pipeline")]
    [InlineData("{{define \"x\"}}{{end}}", "{{define}} is not supported")]
    public void What_does_not_parse_is_an_error(string template, string message)
    {
        string found = Assert.Throws<TemplateException>(() => Template.Parse(template)).Message;

        Assert.StartsWith("template parsing error: template: :1: ", found);
        Assert.Contains(message, found);
    }
}
