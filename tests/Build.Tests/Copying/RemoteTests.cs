// SPDX-License-Identifier: Apache-2.0
using System;
using System.Security.Cryptography;
using Husk.Build.Copying;
using Husk.Linux.Tests;

namespace Husk.Build.Tests.Copying;

/// <summary>ADD of what web servers have; the reference, "Adding files from a URL".</summary>
public sealed class RemoteTests : IDisposable
{
    private readonly ScratchDirectory _web = new();
    private readonly WebServer _server;

    public RemoteTests()
    {
        Command.Shell($"cd {_web.Path}; printf content > file.txt; touch -d 2001-02-03T04:05:06Z file.txt; mkdir t; touch t/inside; tar czf archive.tar.gz -C t inside");
        _server = new WebServer(_web.Path);
    }

    public void Dispose()
    {
        _server.Dispose();
        _web.Dispose();
    }

    [Theory]
    [InlineData("ADD @/file.txt?a=b /x/", "x d 755 0:0\nx/file.txt f 600 0:0")]
    [InlineData("ADD @/file.txt /y", "y f 600 0:0")]
    [InlineData("ADD --chmod=644 --chown=12 @/file.txt /y", "y f 644 12:12")]
    [InlineData("ADD @/archive.tar.gz /x/", "x d 755 0:0\nx/archive.tar.gz f 600 0:0")]
    [InlineData("ADD --unpack=true @/archive.tar.gz /x/", "x d 755 0:0\nx/inside f 644 0:0")]
    [InlineData("ADD --checksum=sha256:ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73 @/file.txt /y",
        "y f 600 0:0")]
    public void A_file_comes_with_the_servers_name(string instruction, string files)
    {
        using var scene = new CopyScene("");

        Assert.Equal(files, scene.Copy(instruction.Replace("@", _server.Address)));
    }

    [Fact]
    public void Its_time_is_the_servers()
    {
        using var scene = new CopyScene("");

        Assert.Equal("y 981173106", scene.Copy($"ADD {_server.Address}/file.txt /y", "%P %Ts").Split('.')[0]);
    }

    [Fact]
    public void What_it_is_now_counts_and_is_fetched_once()
    {
        using var scene = new CopyScene("");
        string instruction = $"ADD {_server.Address}/file.txt /y";
        Oci.Digest before = scene.Digest(instruction);
        scene.Copy(instruction);
        Assert.Equal(["/file.txt"], _server.Requests);

        Command.Shell($"printf changed > {_web.Path}/file.txt");
        using var later = new CopyScene("");

        Assert.NotEqual(before, later.Digest(instruction));
    }

    [Theory]
    [InlineData("ADD @/missing /x", "failed to load @/missing: invalid response status 404")]
    [InlineData("ADD --checksum=sha256:0000000000000000000000000000000000000000000000000000000000000000 @/file.txt /x",
        "digest mismatch sha256:ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73: sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ADD --checksum=sha256:ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73 @/file.txt @/file.txt /x/", "checksum can't be specified for multiple sources")]
    public void What_does_not_come_is_told(string instruction, string message)
    {
        using var scene = new CopyScene("");

        Assert.Equal(message.Replace("@", _server.Address),
            Assert.Throws<CopyException>(() => scene.Copy(instruction.Replace("@", _server.Address))).Message);
    }
}
