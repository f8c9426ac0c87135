// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;

namespace Husk.Cli.Tests;

/// <summary>`husk system prune`, with docker's question and totals.</summary>
public sealed class PruneTests : IDisposable
{
    private readonly Husk _husk = new();

    [Fact]
    public void The_question_tells_what_would_go_and_no_is_the_answer_by_default()
    {
        _husk.Output("network", "create", "unused");
        (int code, string output, _) = _husk.RunWith("\n", "system", "prune", "-a", "--volumes");
        Assert.Equal(0, code);
        Assert.Equal(
            """
            WARNING! This will remove:
              - all stopped containers
              - all networks not used by at least one container
              - all anonymous volumes not used by at least one container
              - all images without at least one container associated to them
              - all build cache

            Are you sure you want to continue? [y/N] 
            """,
            output);
        Assert.StartsWith(
            """
            WARNING! This will remove:
              - all stopped containers
              - all networks not used by at least one container
              - all dangling images

              Items to be pruned will be filtered with:
              - label=a=b
              - until=24h

            Are you
            """,
            _husk.RunWith("n\n", "system", "prune", "--filter", "label=a=b", "--filter", "until=24h").Out);
        Assert.Contains("unused", _husk.Output("network", "ls"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_uses_goes_and_what_it_took_is_counted_once()
    {
        string image = Import("kept", 'a');
        Import("other", 'b');
        string container = _husk.Output("create", "--network", "none", "other", "sh").Trim();
        string dangling = Import("kept", 'c');
        _husk.Output("network", "create", "--label", "x", "unused");
        string anonymous = _husk.Output("volume", "create").Trim();
        _husk.Output("volume", "create", "named");

        Assert.Equal("Total reclaimed space: 0B\n", _husk.Output("system", "prune", "-f", "--filter", "label=none"));
        string[] told = _husk.RunWith("y\n", "system", "prune").Out.Split("[y/N] ")[1].Split('\n');
        Assert.Equal(["Deleted Containers:", container, "", "Deleted Networks:", "unused", "", "Deleted Images:",
            $"deleted: {image}"], told[..8]);
        Assert.Matches(@"^Total reclaimed space: [1-9][0-9.]*kB$", told[^2]);
        Assert.NotEqual(image, dangling);
        Assert.Equal(["kept", "other"], Lines("images", "--format", "{{.Repository}}"));

        string all = _husk.Output("system", "prune", "-af", "--volumes");
        Assert.Contains($"Deleted Volumes:\n{anonymous}\n\nDeleted Images:\nuntagged: ", all, StringComparison.Ordinal);
        Assert.Equal(1, all.Split("Total reclaimed space:").Length - 1);
        Assert.Equal(["named"], Lines("volume", "ls", "-q"));
        Assert.Empty(Lines("images", "-q"));
        _husk.AssertSound();
    }

    [Fact]
    public void What_builds_have_kept_goes_too()
    {
        Directory.CreateDirectory(_husk.Scratch["context"]);
        File.WriteAllText(_husk.Scratch["context/file"], new string('x', 10_000));
        File.WriteAllText(_husk.Scratch["context/Dockerfile"], "FROM scratch\nCOPY file /file\nENV A=1\n");
        _husk.Output("build", "-q", "-t", "built", _husk.Scratch["context"]);
        Assert.NotEmpty(Directory.GetFiles(_husk.Scratch["root/cache"]));

        Assert.Equal("Total reclaimed space: 0B\n", _husk.Output("system", "prune", "-f", "--filter", "until=1h"));
        Assert.Contains(
            "- unused build cache\n", _husk.RunWith("n\n", "system", "prune").Out, StringComparison.Ordinal);
        Assert.DoesNotContain("build cache", _husk.RunWith("n\n", "system", "prune", "--filter", "label=a").Out,
            StringComparison.Ordinal);
        string pruned = _husk.Output("system", "prune", "-af");
        Assert.Contains("Deleted build cache objects:\n", pruned, StringComparison.Ordinal);
        Assert.Matches(@"\nTotal reclaimed space: [1-9][0-9.]*kB\n$", pruned);
        Assert.DoesNotContain(
            Directory.GetFiles(_husk.Scratch["root/cache"]), file => file.EndsWith(".json", StringComparison.Ordinal));
        _husk.AssertSound();
    }

    [Fact]
    public void Filters_that_cannot_be_are_refused_before_anything_goes()
    {
        Assert.Equal("Error: The \"until\" filter is not supported with \"--volumes\"\n",
            _husk.Error("system", "prune", "-f", "--volumes", "--filter", "until=1h"));
        Assert.Equal(
            "Error: invalid filter 'colour'\n", _husk.Error("system", "prune", "-f", "--filter", "colour=red"));
    }

    [Fact]
    public void There_is_one_context()
    {
        Assert.Equal("default\n", _husk.Output("context", "show"));
        Assert.Equal("default\n", _husk.Output("context", "ls", "-q"));
        Assert.Matches(@"^NAME +DESCRIPTION +DOCKER ENDPOINT +ERROR\ndefault \* +This machine, without a daemon: /",
            _husk.Output("context", "ls"));
        Assert.Equal("true default\n", _husk.Output("context", "list", "--format", "{{.Current}} {{.Name}}"));
        Assert.Equal("default\n", _husk.Output("context", "use", "default"));
        Assert.Equal("default\n", _husk.Output("context", "inspect", "-f", "{{.Name}}"));
        Assert.Contains("context \"far\" not found", _husk.Error("context", "use", "far"), StringComparison.Ordinal);
        Assert.Contains(
            "context \"far\" not found", _husk.Error("context", "inspect", "far"), StringComparison.Ordinal);
        foreach (string line in (string[])[
            "create far --docker host=ssh://far", "create --description there --docker host=ssh://far far",
            "update --description there far", "rm -f far", "export far -"])
        {
            Assert.Contains("there is no context but \"default\"",
                _husk.Error(["context", .. line.Split(' ')]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Anything_is_inspected_by_its_type()
    {
        Import("thing", 'a');
        _husk.Output("volume", "create", "thing");
        string network = _husk.Output("network", "create", "thing").Trim();
        Assert.StartsWith("sha256:", _husk.Output("inspect", "-f", "{{.Id}}", "thing"));
        Assert.Equal(network + "\n", _husk.Output("inspect", "--type", "network", "-f", "{{.Id}}", "thing"));
        Assert.Equal("local\n", _husk.Output("inspect", "--type", "volume", "-f", "{{.Scope}}", "thing"));
        Assert.Equal(network + "\n", _husk.Output("inspect", "-f", "{{.Id}}", network));
        Assert.Equal("Error: network nothing not found\n", _husk.Error("inspect", "--type", "network", "nothing"));
        Assert.Equal(
            "Error: \"thing\" is not a valid value for --type\n", _husk.Error("inspect", "--type", "thing", "x"));
    }

    public void Dispose() => _husk.Dispose();

    private string[] Lines(params string[] words) =>
        [.. _husk.Output(words).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    /// <summary>An image with one file of ten thousand bytes; its ID.</summary>
    private string Import(string name, char content)
    {
        Directory.CreateDirectory(_husk.Scratch["layer"]);
        File.WriteAllText(_husk.Scratch["layer/file"], new string(content, 10_000));
        Linux.Tests.Command.Output("tar", "-C", _husk.Scratch["layer"], "-cf", _husk.Scratch["layer.tar"], ".");
        return _husk.Output("import", _husk.Scratch["layer.tar"], name).Trim();
    }
}
