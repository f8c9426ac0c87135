// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd;

/// <summary>Images go between docker and husk, by a registry and by archives, and are the same images there.</summary>
public sealed class ImageExchangeTests(ImageExchange exchange) : IClassFixture<ImageExchange>, IDisposable
{
    public void Dispose() => exchange.Engine.AssertNothingLeft();

    [Fact]
    public void What_husk_pushes_docker_pulls()
    {
        string name = exchange.NewName();
        string id = MadeByHusk(name);

        string digest = Pushed(exchange.Husk("push", name));
        Assert.Contains($"Digest: {digest}", exchange.Docker("pull", name));

        Assert.Equal(id, exchange.Docker("inspect", "-f", "{{.Id}}", name));
        Assert.Equal(
            $"{Repository(name)}@{digest}", exchange.Docker("inspect", "-f", "{{index .RepoDigests 0}}", name));
        AssertDockerHasTheFiles(name);
    }

    [Fact]
    public void What_docker_pushes_husk_pulls()
    {
        string name = exchange.NewName();
        string id = MadeByDocker(name);

        string digest = Pushed(exchange.Docker("push", name));
        Assert.Contains($"Digest: {digest}", exchange.Husk("pull", name));

        Assert.Equal($"{id} {Repository(name)}@{digest}",
            exchange.Husk("inspect", "-f", "{{.Id}} {{index .RepoDigests 0}}", name));
        AssertHuskHasTheFiles(name);
        // And back: what husk has of it is what the registry has.
        string copy = exchange.NewName();
        exchange.Husk("tag", name, copy);
        Assert.Equal(digest, Pushed(exchange.Husk("push", copy)));
    }

    [Fact]
    public void What_docker_saves_husk_loads()
    {
        string name = exchange.NewName(), other = exchange.NewName();
        string id = MadeByDocker(name);
        exchange.Docker("tag", name, other);

        exchange.Docker("save", "-o", exchange.Ground.File("saved.tar"), name, other);
        string loaded = exchange.Husk("load", "-i", exchange.Ground.File("saved.tar"));

        Assert.Equal([$"Loaded image: {name}", $"Loaded image: {other}"], loaded.Split('\n').Order());
        Assert.Equal(id, exchange.Husk("inspect", "-f", "{{.Id}}", name));
        Assert.Equal(id, exchange.Husk("inspect", "-f", "{{.Id}}", other));
        AssertHuskHasTheFiles(name);
    }

    [Fact]
    public void What_husk_saves_docker_loads()
    {
        string name = exchange.NewName(), other = exchange.NewName();
        string id = MadeByHusk(name);
        exchange.Husk("tag", name, other);

        exchange.Husk("save", "-o", exchange.Ground.File("saved.tar"), name, other);
        string loaded = exchange.Docker("load", "-i", exchange.Ground.File("saved.tar"));

        Assert.Equal([$"Loaded image: {name}", $"Loaded image: {other}"], loaded.Split('\n').Order());
        Assert.Equal(id, exchange.Docker("inspect", "-f", "{{.Id}}", name));
        Assert.Equal(id, exchange.Docker("inspect", "-f", "{{.Id}}", other));
        AssertDockerHasTheFiles(name);
    }

    [Fact]
    public void What_docker_made_comes_back_through_husk_as_it_was()
    {
        string name = exchange.NewName();
        string id = MadeByDocker(name);
        exchange.Docker("save", "-o", exchange.Ground.File("there.tar"), name);
        exchange.Husk("load", "-i", exchange.Ground.File("there.tar"));
        exchange.Husk("save", "-o", exchange.Ground.File("back.tar"), name);
        exchange.Docker("rmi", name);

        exchange.Docker("load", "-i", exchange.Ground.File("back.tar"));

        Assert.Equal(id, exchange.Docker("inspect", "-f", "{{.Id}}", name));
        AssertDockerHasTheFiles(name);
    }

    // Each image is another one, or docker would have its layers already.
    private string MadeByHusk(string name)
    {
        exchange.Shell($"""
            rm -rf tree; mkdir -p tree/etc; echo {name} > tree/etc/hello; echo own > tree/own
            chown 12:34 tree/own; chmod 4751 tree/own; ln -s etc/hello tree/link; tar -C tree -cf tree.tar .
            """);
        return exchange.Husk("import", "-c", "CMD [\"/bin/x\"]", exchange.Ground.File("tree.tar"), name);
    }

    /// <summary>Two layers.</summary>
    private string MadeByDocker(string name)
    {
        exchange.Shell($"""
            rm -rf tree; mkdir tree; echo {name} > tree/hello; echo own > tree/own; chown 12:34 tree/own; chmod 4751 tree/own
            tar -C tree --transform=s,hello,etc/hello, -cf tree.tar hello own
            ln -s etc/hello tree/link; tar -C tree -rf tree.tar link
            """);
        string imported = exchange.Docker("import", exchange.Ground.File("tree.tar"));
        string container = exchange.Docker("create", imported, "/bin/x");
        string id = "";
        try
        {
            exchange.Docker("cp", exchange.Ground.File("tree/hello"), $"{container}:/second");
            id = exchange.Docker("commit", container, name);
        }
        finally
        {
            exchange.Docker("rm", container);
        }

        return id;
    }

    private void AssertDockerHasTheFiles(string name)
    {
        string container = exchange.Docker("create", name, "/bin/x");
        try
        {
            exchange.Docker("export", "-o", exchange.Ground.File("root.tar"), container);
        }
        finally
        {
            exchange.Docker("rm", container);
        }

        AssertFiles("tar -xOf root.tar etc/hello; tar --numeric-owner -tvf root.tar own | cut -d' ' -f1,2; tar -tvf root.tar link | sed 's/.* link/link/'", name);
    }

    private void AssertHuskHasTheFiles(string name)
    {
        // The highest layer is found by what it is made of; a container is not needed to look at it.
        string layers = exchange.Ground.File("husk/layers");
        string hello = exchange.Shell($"cd {layers}; grep -lx {name} */diff/etc/hello");
        AssertFiles($"cd {layers}/{hello.Split('/')[0]}/diff; cat etc/hello; stat -c '%A %u/%g' own; echo \"link -> $(readlink link)\"", name);
        Assert.NotEqual("", exchange.Shell($"cd {layers}; grep -lx {name} */diff/second"));
    }

    private void AssertFiles(string script, string name) =>
        Assert.Equal($"{name}\n-rwsr-x--x 12/34\nlink -> etc/hello", exchange.Shell(script));

    private static string Pushed(string output) =>
        output.Split('\n')[^1].Split(' ') is [_, "digest:", string digest, ..]
            ? digest
            : throw new InvalidOperationException(output);

    private static string Repository(string name) => name[..name.LastIndexOf(':')];
}
