// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Conformance.Fixture;
using Mono.Unix.Native;

namespace Husk.Conformance.Mounts;

/// <summary>
/// What a mount's flags do to who uses it; each flag set and unset, on a bind mount of a host directory.
/// </summary>
public sealed class MountEffectTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData("ro", "EROFS")]
    [InlineData("rw", null)]
    public void Ro_refuses_writing(string option, string? errno) =>
        Assert.Equal(errno, (string?)Access("/mnt", option)["write"]);

    [ContainerTheory]
    [InlineData("noexec", 126)]
    [InlineData("exec", 0)]
    public void Noexec_refuses_execution(string option, int exitCode)
    {
        string volume = Sandbox.MakeDirectory("volume");
        File.Copy(Path.Combine(System.AppContext.BaseDirectory, "probe"), Path.Combine(volume, "program"));
        Syscall.chmod(Path.Combine(volume, "program"), (FilePermissions)0x1ed);
        Container(spec => spec.Bind(volume, "/mnt", option).Shell("/mnt/program exit 0")).Run().Exited(exitCode);
    }

    [ContainerTheory]
    [InlineData("nodev", "EACCES")]
    [InlineData("dev", null)]
    public void Nodev_refuses_devices(string option, string? errno)
    {
        string volume = Sandbox.MakeDirectory("volume");
        Sandbox.Command("mknod", Path.Combine(volume, "null"), "c", "1", "3").Succeeded();
        Result result = Container(spec => spec.Bind(volume, "/mnt", option)
            .Args("/bin/probe", "open", "/mnt/null", "r")).Run().Succeeded();
        Assert.Equal(errno, (string?)result.Json()["errno"]);
    }

    [ContainerTheory]
    [InlineData("nosuid", 1000)]
    [InlineData("suid", 0)]
    public void Nosuid_takes_the_meaning_out_of_the_setuid_bit(string option, int effective)
    {
        string volume = Sandbox.MakeDirectory("volume");
        File.Copy(Path.Combine(System.AppContext.BaseDirectory, "probe"), Path.Combine(volume, "program"));
        Syscall.chmod(Path.Combine(volume, "program"), (FilePermissions)0x9ed);
        Facts facts = Facts(spec => spec.Bind(volume, "/mnt", option).Args("/mnt/program", "facts")
            .Set("process.user.uid", 1000).Set("process.noNewPrivileges", false));
        Assert.Equal(effective, facts.Numbers("uid")[1]);
    }

    [ContainerTheory]
    [InlineData("nosymfollow", "ELOOP")]
    [InlineData("symfollow", null)]
    public void Nosymfollow_refuses_symbolic_links(string option, string? errno)
    {
        string volume = Sandbox.MakeDirectory("volume");
        File.CreateSymbolicLink(Path.Combine(volume, "link"), "/etc/passwd");
        Result result = Container(spec => spec.Bind(volume, "/mnt", option)
            .Args("/bin/probe", "open", "/mnt/link", "r")).Run().Succeeded();
        Assert.Equal(errno, (string?)result.Json()["errno"]);
    }

    [ContainerFact]
    public void A_tmpfs_holds_no_more_than_its_size()
    {
        Result result = Container(spec => spec.Mount("/mnt", "tmpfs", "tmpfs", "size=64k")
            .Shell("head -c 32768 /dev/zero >/mnt/a && echo fits; head -c 131072 /dev/zero >/mnt/b || echo full"))
                .Run();
        Assert.Equal("fits\nfull\n", result.Stdout);
    }

    private System.Text.Json.Nodes.JsonNode Access(string path, string option)
    {
        string volume = Sandbox.MakeDirectory("volume");
        return Container(spec => spec.Bind(volume, path, option).Args("/bin/probe", "access", path)).Run()
            .Succeeded().Json()[path]!;
    }
}
