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
    public void Hooks_run_without_one_too()
    {
        string file = Sandbox.MakeFile("hooks");
        JsonObject Hook(string text) => new()
        {
            ["path"] = "/bin/sh",
            ["args"] = Spec.Texts(["sh", "-c", $"echo {text} >>{file}"]),
        };
        Container container = Container(spec => spec.WithoutNamespace("mount").Set("mounts", new JsonArray())
            .Set("linux.maskedPaths", null).Set("linux.readonlyPaths", null).Set("root.readonly", false)
            .Set("hooks.createRuntime", new JsonArray(Hook("runtime")))
                .Set("hooks.createContainer", new JsonArray(Hook("container")))
            .Args("/bin/true"));
        container.BeginRun(PrivateMounts.After($"mount --bind /proc {container.InRootfs("/proc")}")).Wait().Succeeded();
        Assert.StartsWith("runtime\ncontainer\n", File.ReadAllText(file), System.StringComparison.Ordinal);
    }

    [ContainerFact(RuncDiffers = "leaves what it mounts on the host, and makes every mount of the host a slave")]
    public void Without_one_the_mounts_are_the_hosts_below_the_root_until_the_container_goes()
    {
        Container container = Container(spec => spec.WithoutNamespace("mount").WithoutMount("/sys/fs/cgroup")
            .Set("linux.maskedPaths", null).Set("linux.readonlyPaths", null).Args("/bin/probe", "sleep"));
        string before = File.ReadAllText("/proc/self/mountinfo");
        container.Run("--detach").Succeeded();
        Assert.Equal(
            "0::1\n", container.Exec(
                "/bin/sh", "-c", "test -e /proc/1/status; echo $?::$(touch /file 2>/dev/null; echo $?)").Stdout);
        Assert.True(Directory.Exists(container.InRootfs("/proc/1")));
        container.Delete("--force").Succeeded();
        Assert.Equal(before, File.ReadAllText("/proc/self/mountinfo"));
    }

    [ContainerTheory(RuncDiffers = "leaves what it mounts on the host, and makes every mount of the host a slave")]
    [InlineData("/no/such/program")]
    [InlineData("/bin/true")]
    public void Nor_does_anything_stay_of_a_container_without_one_that_ends_or_cannot_start(string program)
    {
        Container container = Container(spec => spec.WithoutNamespace("mount").WithoutMount("/sys/fs/cgroup")
            .Set("linux.maskedPaths", null).Set("linux.readonlyPaths", null).Args(program));
        string before = File.ReadAllText("/proc/self/mountinfo");
        container.Run().Exited(program == "/bin/true" ? 0 : 1);
        Assert.Equal(before, File.ReadAllText("/proc/self/mountinfo"));
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
