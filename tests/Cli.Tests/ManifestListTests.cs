// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Images.Tests.Registry;
using Husk.Linux.Tests;

namespace Husk.Cli.Tests;

/// <summary>Lists of manifests that are put together here.</summary>
public sealed class ManifestListTests : IDisposable
{
    private readonly Husk _husk = new();
    private readonly SampleImage _image = new(layers: 1);
    private readonly MisbehavingRegistry _source;
    private readonly DebianRegistry _registry = new();

    public ManifestListTests()
    {
        _source = new(_image.Answer);
        _husk.Output("pull", "-q", $"{_source.Host}/app:1");
    }

    private string List => $"{_registry.Host}/app:all";

    public void Dispose()
    {
        _source.Dispose();
        _registry.Dispose();
        _husk.Dispose();
    }

    [Fact]
    public void A_list_that_was_pushed_is_pulled_as_any_image()
    {
        string here = Pushed("app:here"), other = Pushed("some/where:else");
        Assert.Equal($"Created manifest list {List}\n", _husk.Output("manifest", "create", List, here, other));
        _husk.Output("manifest", "annotate", List, other, "--arch", "s390x");
        string kept = _husk.Output("manifest", "inspect", List);

        string[] lines = _husk.Line("manifest", "push", "--purge", List).Split('\n');

        Assert.Equal(
            $"Pushed ref {_registry.Host}/app@{_image.Manifest.Digest} with digest: {_image.Manifest.Digest}", lines[0]);
        string raw = Command.Output("skopeo", "inspect", "--tls-verify=false", "--raw", $"docker://{List}");
        Assert.Equal(kept.TrimEnd('\n'), raw.TrimEnd('\n'));
        Assert.Equal(lines[1], Command.Output("skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}",
            $"docker://{List}").Trim());
        // Purged here, it is the registry's.
        Assert.Equal(["amd64", "s390x"],
            JsonNode.Parse(_husk.Output("manifest", "inspect", List))!["manifests"]!.AsArray()
                .Select(manifest => (string)manifest!["platform"]!["architecture"]!).Order(StringComparer.Ordinal)
                .Select(name => name == _image.Manifest.Platform!.Architecture ? "amd64" : name));
        Assert.Equal(2, JsonNode.Parse(_husk.Output("manifest", "inspect", "-v", List))!.AsArray().Count);

        _husk.Output("image", "prune", "-af");
        _husk.Output("pull", "-q", List);
        Assert.Equal($"{_image.Config.Digest}\n", _husk.Output("inspect", "-f", "{{.Id}}", List));
        _husk.AssertSound();
    }

    [Fact]
    public void A_list_is_made_whole_or_not_at_all()
    {
        string here = Pushed("app:here");
        Assert.Equal($"Error: no such manifest: {_registry.Host}/app:none\n",
            _husk.Error("manifest", "create", List, here, $"{_registry.Host}/app:none"));
        Assert.Equal($"Error: No such manifest: {List}\n", _husk.Error("manifest", "rm", List));
        Assert.False(Directory.Exists(_husk["root/manifests"]));

        _husk.Output("manifest", "create", List, here);
        string before = _husk.Output("manifest", "inspect", List);
        _husk.Error("manifest", "create", "--amend", List, $"{_registry.Host}/app:none");
        Assert.Equal(before, _husk.Output("manifest", "inspect", List));
        Assert.Equal([".lock"], Names().Where(name => !name.EndsWith(".json", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_in_a_list_stays_as_it_is_there_when_more_is_added()
    {
        string here = Pushed("app:here");
        _husk.Output("manifest", "create", List, here);
        _husk.Output("manifest", "annotate", List, here, "--arch", "riscv64");
        _husk.Output("manifest", "create", "--amend", List, here, Pushed("app:more"));
        Assert.Equal(["riscv64", _image.Manifest.Platform!.Architecture],
            JsonNode.Parse(_husk.Output("manifest", "inspect", List))!["manifests"]!.AsArray()
                .Select(manifest => (string)manifest!["platform"]!["architecture"]!));
    }

    [Fact]
    public void What_the_registry_does_not_take_over_is_not_pushed()
    {
        // It opens an upload instead, as distribution-spec allows.
        bool cancelled = false, put = false;
        using var registry = new MisbehavingRegistry(request =>
        {
            put |= request.Method == "PUT";
            cancelled |= request.Method == "DELETE" && request.Path.EndsWith("/uploads/7", StringComparison.Ordinal);
            return request.Method == "POST"
                ? new HttpReply { Status = 202, Headers = { ["Location"] = request.Path.Split('?')[0] + "7" } }
                : request.Path.Contains("/all/blobs/", StringComparison.Ordinal)
                    ? HttpReply.Error(404, "BLOB_UNKNOWN", "not here")
                    : _image.Answer(request);
        });
        _husk.Output("manifest", "create", $"{registry.Host}/all:1", $"{registry.Host}/app:1");

        Assert.Equal($"Error: error mounting app@{_image.Config.Digest} to {registry.Host}/all:1\n",
            _husk.Error("manifest", "push", $"{registry.Host}/all:1"));
        Assert.Equal((true, false), (cancelled, put));
        _husk.Output("manifest", "inspect", $"{registry.Host}/all:1");
    }

    [Fact]
    public void A_list_that_is_damaged_is_told_of_and_can_go()
    {
        _husk.Output("manifest", "create", List, Pushed("app:here"));
        string file = Path.Combine(_husk["root/manifests"], Names().Single(name => name != ".lock"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        foreach (string content in (string[])["", "null", "{}", File.ReadAllText(file).Replace("ey", "ez")])
        {
            File.WriteAllText(file, content);
            Assert.Matches($"^Error: manifest list {List} is damaged: {file}: [^\n]+; husk manifest rm {List} removes it\n$",
                _husk.Error("manifest", "inspect", List));
        }
        Assert.Equal("", _husk.Output("manifest", "rm", List));
        Assert.Equal([".lock"], Names());
    }

    private string Pushed(string name)
    {
        _husk.Output("tag", $"{_source.Host}/app:1", $"{_registry.Host}/{name}");
        _husk.Output("push", "-q", $"{_registry.Host}/{name}");
        return $"{_registry.Host}/{name}";
    }

    private string[] Names() =>
        [.. Directory.GetFiles(_husk["root/manifests"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
