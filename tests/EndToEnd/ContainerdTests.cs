// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Threading.Tasks;
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

    [Fact]
    public async Task A_pod_whose_runtime_class_names_the_handler_runs()
    {
        using ContainerRuntimeInterface kubelet = containerd.RuntimeInterface;
        ProtobufMessage pod = HostNetworkPod();
        string podId = await kubelet.RunPod(pod, "husk");
        try
        {
            string id = await kubelet.StartContainer(podId, pod, "hello", Engines.Engine.Image, "sleep", "300");
            Assert.Equal(("hello\n", 3), await kubelet.Exec(id, "sh", "-c", "echo hello; exit 3"));
            await kubelet.LimitMemory(id, 48 * Mebibyte);
            Assert.Equal(($"{48 * Mebibyte}\n", 0), await kubelet.Exec(id, "cat", MemoryFile));
            Assert.Contains(Directory.EnumerateDirectories(containerd.Ground.Inside("/run/containerd/runc/k8s.io")),
                state => state.EndsWith(id, StringComparison.Ordinal));
        }
        finally
        {
            await kubelet.RemovePod(podId);
        }
    }

    [Fact]
    public async Task A_pod_whose_handler_nobody_knows_is_refused()
    {
        using ContainerRuntimeInterface kubelet = containerd.RuntimeInterface;
        IOException refusal = await Assert.ThrowsAsync<IOException>(() => kubelet.RunPod(HostNetworkPod(), "nobody"));
        Assert.Contains("nobody", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A PodSandboxConfig; with the node's network, so that no plugin has to make one.</summary>
    private ProtobufMessage HostNetworkPod()
    {
        const int Node = 2;
        ProtobufMessage security = new ProtobufMessage().With(1, new ProtobufMessage().With(1, Node));
        return new ProtobufMessage()
            .With(1, new ProtobufMessage().With(1, containerd.NewName()).With(2, "uid").With(3, "default"))
            .With(8, new ProtobufMessage().With(1, "/" + containerd.Ground.Name).With(2, security));
    }

    [Theory]
    [InlineData("--no-pivot")]
    [InlineData("--net-host")]
    [InlineData("--rootfs-propagation=shared")]
    public void An_option_that_reaches_the_runtime_is_taken(string word) =>
        Assert.Equal("0\n", containerd.Run(Options(word), "id", "-u").Succeeded().Stdout);
}
