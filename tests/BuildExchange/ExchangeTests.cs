// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;

namespace Husk.BuildExchange.Tests;

/// <summary>
/// The same Dockerfile built by husk and by podman (buildah): the images are equal in configuration and in files, but
/// for what docs/build.md says. podman looks at both. What its buildah does not know has a Dockerfile.peer that says
/// the same with less. Some are built by docker's first builder too.
/// </summary>
public sealed class ExchangeTests(Peers peers) : IClassFixture<Peers>
{
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Peers.Dockerfiles, "*.Dockerfile").Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)];

    /// <summary>A bit of everything that docker's first builder has words for, and does as BuildKit: docs/build.md has
    /// the rest.</summary>
    public static TheoryData<string> NamesForDocker =>
    [
        "add-archives", "add-url", "args", "c", "copy-forms", "copy-links", "env", "expansions", "healthcheck", "java",
        "labels",
        "long-names", "nginx", "node-build", "onbuild", "permissions", "postgres", "run-changes", "shell",
        "special-files",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Images_are_equal(string name)
    {
        string own = peers.BuildByHusk(name);
        string other = peers.BuildByPodman(name);

        Assert.Equal(peers.Configuration(other), peers.Configuration(own));
        (string expected, string actual) = peers.Files(other, own);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(NamesForDocker))]
    public void Dockers_first_builder_makes_the_same(string name)
    {
        string own = peers.BuildByHusk(name);
        string other = peers.BuildByDocker(name);

        Assert.Equal(peers.Configuration(other), peers.Configuration(own));
        // Which has lost attributes on the way.
        (string expected, string actual) = peers.Files(other, own, hasAttributes: false);
        Assert.Equal(expected, actual);
    }
}
