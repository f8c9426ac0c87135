// SPDX-License-Identifier: Apache-2.0
using Husk.Engine.Containers;
using Husk.Engine.Containers.Specs;
using Spec = Husk.Oci.RuntimeSpec.RuntimeSpec;

namespace Husk.Engine.Tests.Specs;

/// <summary>Requests of which a test changes what it is about.</summary>
internal static class Request
{
    public const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    /// <summary>A kernel with all capabilities, cgroup v1 and no security module.</summary>
    public static readonly HostFacts Host = new()
    {
        Capabilities = (1UL << 41) - 1,
        Kernel = (6, 18),
        Architecture = "amd64",
    };

    public static readonly ContainerConfig Config = new() { Hostname = "box", Cmd = ["sh"], Image = "busybox" };

    public static SpecRequest Of(HostConfig? host = null, ContainerConfig? config = null) => new()
    {
        Container = new Container
        {
            Id = Id,
            Name = "box",
            Config = config ?? Config,
            HostConfig = host ?? new HostConfig(),
        },
        Host = Host,
        RootfsPath = "/merged",
    };

    public static Spec Spec(HostConfig? host = null, ContainerConfig? config = null) =>
        SpecBuilder.Build(Of(host, config));
}
