// SPDX-License-Identifier: Apache-2.0
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd;

/// <summary>`ctr run --runc-binary husk-oci`: containerd's own shim, as Kubernetes has it below it.</summary>
public sealed class ContainerdTests(Containerd containerd) : EngineTests(containerd), IClassFixture<Containerd>
{
    [Fact]
    public void A_user_namespace_maps_root_to_somebody_else() => AssertThatAUserNamespaceMapsRoot();

    [Fact]
    public void Want_of_memory_is_noticed() => AssertThatWantOfMemoryIsNoticed();

    [Fact]
    public void Containers_outlive_the_daemon() => DaemonRestart.AssertThatContainersLiveOn(containerd, containerd);

    [Theory]
    [InlineData("--no-pivot")]
    [InlineData("--net-host")]
    [InlineData("--rootfs-propagation=shared")]
    public void An_option_that_reaches_the_runtime_is_taken(string word) =>
        Assert.Equal("0\n", containerd.Run(Options(word), "id", "-u").Succeeded().Stdout);
}
