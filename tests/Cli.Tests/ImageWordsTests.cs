// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Cli.Output;
using Husk.Images.Tests.Registry;
using Husk.Linux.Tests;

namespace Husk.Cli.Tests;

/// <summary>
/// What docker 28's client and docker's daemon say to the same words; each was tried there. The daemon's "Error
/// response from daemon" is our "Error".
/// </summary>
public sealed class ImageWordsTests : IDisposable
{
    private readonly Husk _husk = new();

    public void Dispose() => _husk.Dispose();

    [Theory]
    [InlineData("dangling=maybe", "invalid filter 'dangling=[maybe]'")]
    [InlineData("foo=1", "invalid filter 'foo'")]
    [InlineData("since=x", "No such image: x:latest")]
    [InlineData("before=x", "No such image: x:latest")]
    [InlineData("until=soon", "failed to parse value as time or duration: \"soon\"")]
    [InlineData("reference=[", "syntax error in pattern")]
    [InlineData("reference=a[b-]", "syntax error in pattern")]
    public void A_filter_that_is_none_is_an_error_also_when_there_is_nothing_to_filter(string filter, string message) =>
        Assert.Equal($"Error: {message}\n", _husk.Error("images", "--filter", filter));

    [Fact]
    public void A_filter_cannot_say_yes_and_no() =>
        Assert.Equal("Error: invalid filter 'dangling=[true 0]'\n",
            _husk.Error("images", "--filter", "dangling=true", "--filter", "dangling=0"));

    [Fact]
    public void A_filter_without_a_value_is_a_wrong_flag()
    {
        (int code, string output, string error) = _husk.Run("images", "-f", "foo");

        Assert.Equal((125, ""), (code, output));
        Assert.StartsWith("invalid argument \"foo\" for \"-f, --filter\" flag: bad format of filter (expected name=value)\n\nUsage:  husk images", error);
    }

    [Fact]
    public void A_template_that_asks_for_what_is_not_there_fails_when_there_is_a_row()
    {
        Assert.Equal("", _husk.Output("images", "--format", "{{.Nope}}"));
        Assert.Equal("<no value>   IMAGE ID\n", _husk.Output("images", "--format", "table {{.Nope}}\\t{{.ID}}"));
        Assert.Equal("Error: template parsing error: template: :1: unclosed action\n",
            _husk.Error("images", "--format", "{{.ID"));

        Import("a:1");

        Assert.Contains("template parsing error: template: :1: executing \"\" at <.Nope>: ",
            _husk.Error("images", "--format", "{{.Nope}}"));
        Assert.Contains("template parsing error: template: :1: executing \"\" at <.Nope>: ",
            _husk.Error("images", "--format", "table {{.Nope}}\\t{{.ID}}"));
    }

    [Fact]
    public void What_an_image_does_not_say_is_empty_in_a_template()
    {
        Import("a:1");

        Assert.Equal("[] map[] <no value> []\n",
            _husk.Output("inspect", "-f",
                "{{.Config.User}}{{.Config.Env}} {{.Config.Labels}} {{.Config.Labels.x}}{{index .Config.Labels \"x\"}} {{.Config.Entrypoint}}", "a:1"));
        Import("b:1", "-c", "LABEL x=y");
        Assert.Equal("y y <no value>\n",
            _husk.Output(
                "inspect", "-f", "{{.Config.Labels.x}} {{index .Config.Labels \"x\"}} {{.Config.Labels.z}}", "b:1"));
    }

    [Fact]
    public void Who_only_looks_makes_no_store()
    {
        foreach (string line in (string[])["images", "images --tree", "images -f since=x", "image inspect x",
            "inspect x", "history x", "save -o /dev/null x", "tag x y",
            "push x", "rmi x", "rmi -f x", "image prune -f", "image prune -af", "system df", "system df -v",
            "system fsck", "image rm x"])
        {
            _husk.Run(line.Split(' '));
            Assert.False(Directory.Exists(_husk.Scratch["root"]), $"husk {line} made a store");
            Assert.False(Directory.Exists(_husk.Scratch["r"]), $"husk {line} made directories");
        }
    }

    [Fact]
    public void An_empty_store_takes_nothing()
    {
        string[] rows = _husk.Output("system", "df").Split('\n');

        Assert.Equal(["Images", "0", "0", "0B", "0B"], rows[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("Total reclaimed space: 0B\n", _husk.Output("image", "prune", "-af"));
    }

    [Fact]
    public void What_two_images_share_is_counted_once()
    {
        // The same noise: the first layer of both is one.
        SampleImage small = new(layers: 1, size: 100_000), large = new(layers: 2, size: 100_000);
        using MisbehavingRegistry first = new(small.Answer), second = new(large.Answer);
        _husk.Output("pull", "-q", $"{first.Host}/small:1");
        _husk.Output("pull", "-q", $"{second.Host}/large:1");

        string[][] rows = [.. _husk.Output("system", "df", "-v").Split('\n')
            .Select(row => row.Split("  ", StringSplitOptions.RemoveEmptyEntries))];

        Assert.Equal("REPOSITORY TAG IMAGE ID CREATED SIZE SHARED SIZE UNIQUE SIZE CONTAINERS",
            string.Join(' ', rows[2].Select(cell => cell.Trim())));
        Assert.Equal(["100kB", "100kB", "0B", "0"],
            rows.Single(row => row.Length > 4 && row[0].EndsWith("/small", StringComparison.Ordinal))[^4..]
            .Select(cell => cell.Trim()));
        Assert.Equal(["200kB", "100kB", "100kB", "0"],
            rows.Single(row => row.Length > 4 && row[0].EndsWith("/large", StringComparison.Ordinal))[^4..]
            .Select(cell => cell.Trim()));
        string total = _husk.Output("system", "df", "--format",
            "{{if eq .Type \"Images\"}}{{.TotalCount}} {{.Active}} {{.Size}} {{.Reclaimable}}{{end}}");
        // The files of both layers, and all blobs; the layer that both have once.
        string all = Human.Size(200_000 + large.Layers.Sum(layer => layer.Size)
            + new[] { small, large }.Sum(image => image.Config.Size + image.Manifest.Size), 4);
        Assert.Equal($"2 0 {all} {all} (100%)", total.TrimEnd('\n'));
    }

    [Theory]
    [InlineData("limit 1000 is outside the range of [1, 100]", "--limit", "1000", "x")]
    [InlineData("invalid filter 'stars=x'", "--filter", "stars=x", "y")]
    [InlineData("invalid filter 'foo'", "--filter", "foo=x", "y")]
    public void A_search_that_makes_no_sense_asks_nobody(string message, params string[] words) =>
        Assert.Equal($"Error: {message}\n", _husk.Error(["search", .. words]));

    [Fact]
    public void A_search_shows_what_the_registry_found()
    {
        using var registry = new MisbehavingRegistry(static request => HttpReply.Json(200, """
            {"results":[
              {"name":"nginx","description":"A web server that has a description longer than forty-five letters","star_count":9000,"is_official":true},
              {"name":"me/nginx","description":"mine","star_count":2,"is_official":false}]}
            """));

        Assert.Equal(
            $"""
            NAME                           DESCRIPTION                                     STARS     OFFICIAL
            {registry.Host + "/nginx",-28}   A web server that has a description longer t…   9000      [OK]
            {registry.Host + "/me/nginx",-28}   mine                                            2         

            """,
            _husk.Output("search", $"{registry.Host}/nginx").Replace("\r", ""), ignoreWhiteSpaceDifferences: true);
        Assert.Equal($"{registry.Host}/me/nginx 2\n",
            _husk.Output("search", "--filter", "stars=1", "--filter", "is-official=false", "--format",
                "{{.Name}} {{.StarCount}}", $"{registry.Host}/nginx"));
        Assert.Contains("has a description longer than forty-five letters",
            _husk.Output("search", "--no-trunc", $"{registry.Host}/nginx"));
        Assert.Equal("/v1/search?q=nginx&n=25", registry.Requests[0].Target);
        Assert.Contains("n=7",
            (_husk.Output("search", "--limit", "7", $"{registry.Host}/nginx"), registry.Requests[^1].Target).Target);
    }

    [Fact]
    public void Nothing_is_said_of_a_pull_before_the_image_is_found()
    {
        var image = new SampleImage();
        using var registry = new MisbehavingRegistry(image.Answer);

        Assert.Equal((1, "Using default tag: latest\n"),
            _husk.Run("pull", $"{registry.Host}/none") is var (code, output, _) ? (code, output) : default);
    }

    [Fact]
    public void An_imported_image_is_for_the_platform_that_is_said()
    {
        Import("arm:1", "--platform", "linux/arm64");
        Assert.Equal(
            "linux/arm64\n", _husk.Output("image", "inspect", "-f", "{{.Os}}/{{.Architecture}}", "arm:1"));
    }

    [Fact]
    public void A_tree_has_the_platforms_that_an_index_lists()
    {
        var image = new SampleImage(layers: 1, size: 100_000);
        using var registry = new MisbehavingRegistry(image.Answer);
        string name = $"{registry.Host}/app:multi";
        _husk.Output("pull", "-q", name);
        _husk.Output("tag", name, "also:1");

        string[] lines = _husk.Output("images", "--tree").Split('\n');

        Assert.Equal("IMAGE ID DISK USAGE CONTENT SIZE USED",
            string.Join(' ', lines[1].Split("  ", StringSplitOptions.RemoveEmptyEntries).Select(cell => cell.Trim())));
        Assert.Equal(["also:1", name], new[] { lines[2].Trim(), lines[3].Split(' ')[0] }.OrderDescending());
        Assert.Equal(["├─", "plan9/mips", "0B", "0B"], Cells(lines[4]));
        long content = image.Manifest.Size + image.Config.Size + image.Layers[0].Size;
        Assert.Equal(["└─", image.Manifest.Platform!.ToString(), Human.Size(content + 100_000), Human.Size(content)],
            Cells(lines[5]));
        Assert.Equal("Error: --quiet is not yet supported with --tree\n", _husk.Error("images", "--tree", "-q"));

        static string[] Cells(string line) =>
            [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where((_, place) => place != 2)];
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_as_docker_tells_it()
    {
        Assert.Equal("Error: open /none/x.tar: no such file or directory\n", _husk.Error("load", "-i", "/none/x.tar"));
        Assert.Equal("Error: open /none/x.tar: no such file or directory\n", _husk.Error("import", "/none/x.tar"));
        Assert.Equal("Error: open /etc: is a directory\n", _husk.Error("load", "-i", "/etc"));
    }

    [Fact]
    public void An_image_is_kept_for_its_containers()
    {
        Import("used:1", "-c", "CMD x");
        Import("free:1");
        string id = Id("used:1"), container = _husk.Output("create", "--runtime", "runc", "used:1").Trim();

        Assert.Equal(
            $"Error: conflict: unable to remove repository reference \"used:1\" (must be forced) - container {container[..12]} is using its referenced image {id[7..19]}\n",
            _husk.Error("rmi", "used:1"));
        Assert.Equal($"Error: conflict: unable to delete {id[7..19]} (must be forced) - image is being used by stopped container {container[..12]}\n", _husk.Error("rmi", id));
        Assert.DoesNotContain(id, _husk.Output("image", "prune", "-af"));
        Assert.Equal("used:1\n", _husk.Output("images", "--format", "{{.Repository}}:{{.Tag}}"));
        Assert.Equal("1 1 0B (0%)\n",
            _husk.Output("system", "df", "--format",
                "{{if eq .Type \"Images\"}}{{.TotalCount}} {{.Active}} {{.Reclaimable}}{{end}}").TrimEnd('\n') + "\n");

        _husk.Output("tag", "used:1", "other:1");
        Assert.StartsWith("Untagged: other:1\n", _husk.Output("rmi", "other:1"));
        Assert.Contains($"Deleted: {id}\n", _husk.Output("rmi", "-f", "used:1"));
        _husk.Output("rm", container);
        _husk.Output("image", "prune", "-af");
        Assert.DoesNotContain(
            Directory.GetDirectories(_husk.Scratch["root/layers"]), layer => Path.GetFileName(layer).Length == 64);
    }

    private string Id(string name) => _husk.Output("inspect", "-f", "{{.Id}}", name).Trim();

    private void Import(string name, params string[] flags)
    {
        Command.Shell($"cd {_husk.Scratch.Path}; echo {name[..1]}x > file; tar -cf file.tar file");
        _husk.Output(["import", .. flags, _husk.Scratch["file.tar"], name]);
    }
}
