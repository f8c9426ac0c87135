// SPDX-License-Identifier: Apache-2.0
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd;

/// <summary>`docker run --runtime husk`.</summary>
public sealed class DockerTests(Docker docker) : DockerCommandLineTests(docker), IClassFixture<Docker>
{
    [Fact]
    public void Want_of_memory_is_noticed() => AssertThatWantOfMemoryIsNoticed();

    [Fact]
    public void Containers_outlive_the_daemon() => DaemonRestart.AssertThatContainersLiveOn(docker, docker);
}
