// SPDX-License-Identifier: Apache-2.0
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd;

/// <summary>`podman --runtime husk`.</summary>
public sealed class PodmanTests(Podman podman) : DockerCommandLineTests(podman), IClassFixture<Podman>
{
    [Fact]
    public void A_user_namespace_maps_root_to_somebody_else() => AssertThatAUserNamespaceMapsRoot();

    [Fact]
    public void Descriptors_are_handed_on()
    {
        Result result = podman.BeginRun(new Launch { Prelude = "exec 3</etc/hostname 4</etc/hostname" },
            Options("--preserve-fds", "2"), "sh", "-c", "cat <&3 | wc -l; ls /proc/self/fd | grep -c '^[34]$'").Wait();
        Assert.Equal("1\n2\n", result.Succeeded().Stdout);
    }
}
