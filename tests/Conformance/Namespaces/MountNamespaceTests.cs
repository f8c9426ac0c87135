// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Namespaces;

/// <summary>
/// A mount namespace that is not new: the runtime's own, or that of a path. All of it happens in a private one of the
/// test's.
/// </summary>
public sealed class MountNamespaceTests : ConformanceTest
{
    [ContainerFact]
    public void An_absent_mount_namespace_is_the_runtimes_own()
    {
        Container container = Container(spec => spec.WithoutNamespace("mount").Set("mounts", new JsonArray())
            .Set("linux.maskedPaths", null).Set("linux.readonlyPaths", null).Set("root.readonly", false)
                .Args("/bin/probe", "sleep"));
        string script = $"mount --bind /proc {container.InRootfs("/proc")}; readlink /proc/self/ns/mnt";
        Result result = container.BeginRun(PrivateMounts.After(script), "--detach").Wait().Succeeded();
        Assert.Equal(result.Stdout.Trim(), File.ResolveLinkTarget($"/proc/{container.Pid}/ns/mnt", false)!.Name);
        Assert.Equal(container.RootfsPath, Sandbox.Command("readlink", $"/proc/{container.Pid}/root").Stdout.Trim());
    }

    [ContainerFact]
    public void A_mount_namespace_with_a_path_is_joined()
    {
        using var holder = new NamespaceHolder(Sandbox, "mount");
        Facts facts = Facts(spec => spec.Namespace("mount", holder.Path));
        Assert.Equal(holder.Name, facts.Namespace("mnt"));
    }

    [ContainerTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_pivot_root_the_container_sees_as_little_of_the_host(bool noPivot)
    {
        string[] options = noPivot ? ["--no-pivot"] : [];
        Container container = Container(spec => spec.Args("/bin/probe", "facts", ",", "access", "/../../..", "/"));
        Result result = container.Run(options).Succeeded();
        Assert.EndsWith($"/{container.Id}/rootfs", result.Facts().Mount("/").Root, System.StringComparison.Ordinal);
        Assert.All(result.Facts().Mounts.Where(mount => mount.Type is "proc" or "sysfs"),
            mount => Assert.True(mount.Point.StartsWith("/proc", System.StringComparison.Ordinal)
                || mount.Point.StartsWith("/sys", System.StringComparison.Ordinal), mount.Point));
        JsonObject seen = result.Json(1);
        Assert.Equal((int)seen["/"]!["entries"]!, (int)seen["/../../.."]!["entries"]!);
    }
}
