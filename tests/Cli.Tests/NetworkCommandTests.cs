// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using System.Text.Json;

namespace Husk.Cli.Tests;

/// <summary>`husk network` without containers: nothing is made on the host until there is one.</summary>
public sealed class NetworkCommandTests : IDisposable
{
    private readonly Husk _husk = new();

    [Fact]
    public void Networks_are_created_listed_inspected_and_removed()
    {
        string id = _husk.Output("network", "create", "--subnet", "10.99.0.0/16", "--gateway", "10.99.0.9",
            "--ip-range", "10.99.5.0/24", "--aux-address", "printer=10.99.5.3", "--label", "a=b", "-o",
            "com.docker.network.driver.mtu=1400", "front").Trim();
        Assert.Equal(64, id.Length);
        Assert.Equal(["bridge bridge local", "front bridge local", "host host local", "none null local"],
            _husk.Output("network", "ls", "--format", "{{.Name}} {{.Driver}} {{.Scope}}").Trim().Split('\n'));
        Assert.Equal("front b\n",
            _husk.Output("network", "ls", "-f", "label=a", "--format", "{{.Name}} {{.Label \"a\"}}"));
        JsonElement network = JsonDocument.Parse(_husk.Output("network", "inspect", id[..8])).RootElement[0];
        Assert.Equal("front", network.GetProperty("Name").GetString());
        Assert.Equal("""{"Subnet":"10.99.0.0/16","IPRange":"10.99.5.0/24","Gateway":"10.99.0.9","AuxiliaryAddresses":{"printer":"10.99.5.3"}}""", JsonSerializer.Serialize(network.GetProperty("IPAM").GetProperty("Config")[0]));
        Assert.Equal("b", _husk.Output("network", "inspect", "-f", "{{.Labels.a}}", "front").Trim());
        Assert.Equal("front\n", _husk.Output("network", "rm", "front"));
        Assert.Equal("Error: network front not found\n", _husk.Error("network", "rm", "front"));
        Assert.Equal("", _husk.Output("network", "rm", "-f", "front"));
    }

    [Fact]
    public void What_cannot_be_is_refused_in_dockers_words()
    {
        _husk.Output("network", "create", "--subnet", "10.99.0.0/24", "one");
        Assert.Contains(
            "network with name one already exists", _husk.Error("network", "create", "one"), StringComparison.Ordinal);
        Assert.Contains("Pool overlaps with other one on this address space",
            _husk.Error("network", "create", "--subnet", "10.99.0.128/25", "two"), StringComparison.Ordinal);
        Assert.Contains("invalid subnet 10.99.1.1/24: it should be 10.99.1.0/24",
            _husk.Error("network", "create", "--subnet", "10.99.1.1/24", "two"), StringComparison.Ordinal);
        Assert.Contains("every ip-range or gateway must have a corresponding subnet",
            _husk.Error("network", "create", "--gateway", "10.99.1.1", "two"), StringComparison.Ordinal);
        Assert.Contains("could not find plugin overlay", _husk.Error("network", "create", "-d", "overlay", "two"),
            StringComparison.Ordinal);
        Assert.Contains("bridge is a pre-defined network and cannot be removed", _husk.Error("network", "rm", "bridge"),
            StringComparison.Ordinal);
        Assert.Equal("[]\nError: network none-such not found\n",
            string.Concat(_husk.Run("network", "inspect", "none-such") is var (code, output, error) && code == 1
            ? output + error
            : "?"));
    }

    [Fact]
    public void That_a_network_is_attachable_is_noted()
    {
        _husk.Output("network", "create", "--attachable", "open");
        _husk.Output("network", "create", "plain");
        Assert.Equal("true\nfalse\n", _husk.Output("network", "inspect", "-f", "{{.Attachable}}", "open", "plain"));
    }

    [Fact]
    public void Filters_choose_and_prune_takes_what_they_choose()
    {
        _husk.Output("network", "create", "--label", "keep", "one");
        _husk.Output("network", "create", "two");
        Assert.Equal(["one", "two"], Listed("type=custom"));
        Assert.Equal(["bridge", "host", "none"], Listed("type=builtin"));
        Assert.Equal(["host"], Listed("driver=host"));
        Assert.Equal(["one"], Listed("label=keep"));
        Assert.Equal("Deleted Networks:\ntwo\n\n", _husk.Output("network", "prune", "-f", "--filter", "label!=keep"));
        Assert.Equal(["one"], Listed("type=custom"));
        Assert.Equal(_husk.Output("network", "inspect", "-f", "{{.Id}}", "one")[..12],
            _husk.Output("network", "ls", "-q", "-f", "type=custom")[..12]);
    }

    public void Dispose() => _husk.Dispose();

    private string[] Listed(string filter) =>
        [.. _husk.Output("network", "ls", "--filter", filter, "--format", "{{.Name}}")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
}
