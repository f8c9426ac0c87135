// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;

namespace Husk.Cli.Tests;

/// <summary>Proxies of docker's config.json in the environment of new containers.</summary>
public sealed class ProxyTests : IDisposable
{
    private readonly Husk _husk = new();

    [Fact]
    public void Proxies_are_given_to_new_containers_where_nothing_else_is_said()
    {
        Directory.CreateDirectory(_husk.Scratch["docker"]);
        Directory.CreateDirectory(_husk.Scratch["layer"]);
        Linux.Tests.Command.Output("tar", "-C", _husk.Scratch["layer"], "-cf", _husk.Scratch["layer.tar"], ".");
        _husk.Output("import", _husk.Scratch["layer.tar"], "thing");
        File.WriteAllText(_husk.Scratch["docker/config.json"], """
            { "proxies": { "default": { "httpProxy": "http://proxy:3128", "noProxy": "localhost" }, "tcp://far": { "ftpProxy": "no" } } }
            """);

        string id = _husk.Output("create", "--network", "none", "-e", "http_proxy=mine", "-e", "A=b", "thing", "sh")
            .Trim();
        string variables = _husk.Output("inspect", "-f", "{{json .Config.Env}}", id);
        Assert.StartsWith("""["http_proxy=mine","A=b","HTTP_PROXY=http://proxy:3128","NO_PROXY=localhost","no_proxy=localhost""", variables);
        Assert.DoesNotContain("ftp", variables, StringComparison.OrdinalIgnoreCase);
        _husk.Output("rm", id);
    }

    public void Dispose() => _husk.Dispose();
}
