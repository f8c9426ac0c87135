// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;

namespace Husk.BuildExchange.Tests;

/// <summary>
/// The same Dockerfile built by husk and by podman (buildah): the images are equal in configuration and in files, but for
/// what docs/build.md says. podman looks at both. What its buildah does not know has a Dockerfile.peer that says the same
/// with less.
/// </summary>
public sealed class ExchangeTests(Peers peers) : IClassFixture<Peers>
{
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Peers.Dockerfiles, "*.Dockerfile").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Images_are_equal(string name)
    {
        string own = peers.BuildByHusk(name);
        string other = peers.BuildByPodman(name);

        Assert.Equal(peers.Configuration(other), peers.Configuration(own));
        Assert.Equal(peers.Files(other), peers.Files(own));
    }
}
