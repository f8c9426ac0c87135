// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Build.Graph;

namespace Husk.Build.Tests.Graph;

public sealed class ExposedPortTests
{
    [Theory]
    [InlineData("80", "80/tcp")]
    [InlineData("53/UDP", "53/udp")]
    [InlineData("8000-8002", "8000/tcp 8001/tcp 8002/tcp")]
    [InlineData("9/sctp", "9/sctp")]
    public void Ports(string word, string ports) => Assert.Equal(ports.Split(' '), ExposedPort.Parse(word));

    [Theory]
    [InlineData("x")]
    [InlineData("80/http")]
    [InlineData("70000")]
    [InlineData("3-1")]
    public void No_ports(string word) => Assert.Throws<FormatException>(() => ExposedPort.Parse(word).ToList());
}
