// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Images.Tests.Registry;

namespace Husk.Cli.Tests;

/// <summary>Files of the image store that cannot be read any more.</summary>
public sealed class ImageDamageTests : IDisposable
{
    private readonly Husk _husk = new();
    private readonly MisbehavingRegistry _first, _second;

    public ImageDamageTests()
    {
        _first = new(new SampleImage(layers: 1).Answer);
        _second = new(new SampleImage(layers: 2).Answer);
        _husk.Output("pull", "-q", $"{_first.Host}/lost:1");
        _husk.Output("pull", "-q", $"{_second.Host}/whole:1");
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _husk.Dispose();
    }

    [Fact]
    public void An_image_that_is_damaged_hides_no_other_and_is_whole_when_it_was_pulled_again()
    {
        string id = _husk.Line("images", "--no-trunc", "--format", "{{.ID}}", $"{_first.Host}/lost");
        File.WriteAllText(_husk["root/images/blobs/sha256/" + id["sha256:".Length..]], "");

        var list = _husk.Run("images", "--format", "{{.Repository}}");
        Assert.Equal((0, $"{_second.Host}/whole\n"), (list.Code, list.Out));
        Assert.Matches("^WARNING: blob sha256:[0-9a-f]{64} in [^\n]* is damaged[^\n]*: pull the image again\n$", list.Error);
        Assert.Equal(0, _husk.Run("system", "df").Code);
        Assert.Equal(1, _husk.Run("image", "inspect", $"{_first.Host}/lost:1").Code);

        _husk.Output("pull", "-q", $"{_first.Host}/lost:1");
        Assert.Equal(2, _husk.Output("images", "-q").Count(c => c == '\n'));
        _husk.AssertSound();
    }

    [Fact]
    public void A_layer_that_is_damaged_is_told_of()
    {
        string record = Directory.GetFiles(_husk["root/layers"], "layer.json", SearchOption.AllDirectories)[0];
        File.WriteAllText(record, "");

        var list = _husk.Run("images", "-q");
        Assert.Equal((0, 2), (list.Code, list.Out.Count(c => c == '\n')));
        Assert.Matches("WARNING: layer sha256:[0-9a-f]{64} is damaged, .*: run `husk system fsck --repair`", list.Error);
    }

    [Fact]
    public void A_list_of_images_that_is_damaged_can_be_replaced()
    {
        string index = _husk["root/images/index.json"];
        File.WriteAllText(index, "");

        Assert.Matches("^Error: the list of images is damaged: .*index.json:1:1: .*: put a copy of it there, or remove it",
            _husk.Error("images"));
        Assert.StartsWith("the list of images is damaged: ", _husk.Run("system", "fsck").Out);
        File.Delete(index);
        Assert.Equal("", _husk.Output("images", "-q"));
        _husk.Output("pull", "-q", $"{_first.Host}/lost:1");
        Assert.Single(_husk.Line("images", "-q").Split('\n'));
    }

    [Fact]
    public void A_version_that_was_never_written_is_written()
    {
        File.WriteAllText(_husk["root/images/oci-layout"], "");

        Assert.Equal(2, _husk.Output("images", "-q").Count(c => c == '\n'));
        Assert.Contains("1.0.0", File.ReadAllText(_husk["root/images/oci-layout"]));
    }
}
