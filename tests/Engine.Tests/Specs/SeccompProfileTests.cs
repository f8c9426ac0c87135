// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Husk.Engine.Containers;
using Husk.Engine.Containers.Specs;
using Husk.Engine.Containers.Specs.Profiles;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Tests.Specs;

public sealed partial class SeccompProfileTests
{
    private static readonly string[] Always = [.. AllowedSyscalls.All.SelectMany(group => group.Names)];
    private static readonly string[] Guarded = [.. GuardedSyscalls.All.SelectMany(guarded => guarded.Group.Names)];
    private static readonly string[] Denied = [.. DeniedSyscalls.All.SelectMany(group => group.Names)];

    /// <summary>Those with rules that look at arguments or at the machine.</summary>
    private static readonly string[] Special = ["socket", "personality", "arch_prctl", "modify_ldt"];

    [Fact]
    public void No_call_of_the_kernel_was_forgotten()
    {
        IEnumerable<string> calls = new[] { "64", "32" }
            .SelectMany(width => File.ReadLines($"/usr/include/x86_64-linux-gnu/asm/unistd_{width}.h"))
            .Select(line => Number().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)
            .Distinct();
        Assert.True(calls.Count() > 400);
        Assert.Empty(calls.Except(Always).Except(Guarded).Except(Denied).Except(Special));
    }

    [Fact]
    public void No_call_is_in_two_tables()
    {
        Assert.Equal(Always.Length, Always.Distinct().Count());
        Assert.Empty(Always.Intersect(Denied));
        Assert.Empty(Always.Intersect(Guarded));
        Assert.Empty(Guarded.Intersect(Denied));
    }

    // Both directions, as docs/security.md lists them.
    [Fact]
    public void It_differs_from_dockers_only_where_it_means_to()
    {
        Dictionary<string, string[]> docker = ReadDockers();
        string[] theirs = docker["always"];
        string[] theirGuarded = [.. docker.Where(group => group.Key.StartsWith("CAP_", StringComparison.Ordinal))
            .SelectMany(group => group.Value.Select(name => $"{group.Key} {name}"))];
        string[] ourGuarded = [.. GuardedSyscalls.All.SelectMany(
            guarded => guarded.Group.Names.Select(name => $"{guarded.Capability} {name}"))];

        Assert.Equal(["file_getattr", "file_setattr", "lsm_get_self_attr", "lsm_list_modules", "uprobe"],
            Always.Except(theirs).Order());
        Assert.Equal(["epoll_ctl_old", "epoll_wait_old", "riscv_hwprobe"], theirs.Except(Always).Order());
        Assert.Equal(["CAP_SYS_ADMIN open_tree_attr"], ourGuarded.Except(theirGuarded));
        Assert.Equal(
            ["CAP_SYS_ADMIN lookup_dcookie", "CAP_SYS_ADMIN lsm_get_self_attr", "CAP_SYS_ADMIN lsm_list_modules"],
            theirGuarded.Except(ourGuarded)
                .Where(pair => !Always.Except(["lsm_get_self_attr", "lsm_list_modules"]).Contains(pair.Split(' ')[1]))
                .Order());
    }

    [Fact]
    public void A_capability_opens_its_calls()
    {
        Assert.DoesNotContain("mount", Allowed(new HostConfig()));
        Assert.Contains("mount", Allowed(new HostConfig { CapAdd = ["SYS_ADMIN"] }));
        Assert.DoesNotContain("bpf", Allowed(new HostConfig()));
        Assert.Contains("bpf", Allowed(new HostConfig { CapAdd = ["BPF"] }));
        Assert.Contains("chroot", Allowed(new HostConfig()));
        Assert.DoesNotContain("chroot", Allowed(new HostConfig { CapDrop = ["SYS_CHROOT"] }));
    }

    [Fact]
    public void Without_sys_admin_a_process_can_be_made_but_no_namespace()
    {
        SeccompRule[] rules = Request.Spec().Linux!.Seccomp!.Syscalls;
        SeccompRule clone = Assert.Single(rules, rule => rule.Names.Contains("clone"));
        Assert.Equal(
            ("SCMP_CMP_MASKED_EQ", 0x7E020000ul, 0ul), (clone.Args[0].Op, clone.Args[0].Value, clone.Args[0].ValueTwo));
        SeccompRule clone3 = Assert.Single(rules, rule => rule.Names.Contains("clone3"));
        Assert.Equal(("SCMP_ACT_ERRNO", 38u), (clone3.Action, clone3.ErrnoRet));
        rules = Request.Spec(new HostConfig { CapAdd = ["SYS_ADMIN"] }).Linux!.Seccomp!.Syscalls;
        Assert.Empty(Assert.Single(rules, rule => rule.Names.Contains("clone")).Args);
    }

    [Fact]
    public void Programs_of_both_widths_are_filtered()
    {
        Assert.Equal(
            ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"], Request.Spec().Linux!.Seccomp!.Architectures);
        Seccomp arm = DefaultProfile.Profile.For([], Request.Host with { Architecture = "arm64" })!;
        Assert.Equal(["SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM"], arm.Architectures);
        Assert.Contains(arm.Syscalls, rule => rule.Names.Contains("cacheflush"));
        Assert.DoesNotContain(arm.Syscalls, rule => rule.Names.Contains("modify_ldt"));
    }

    [Fact]
    public void A_users_profile_is_taken_with_its_conditions()
    {
        const string profile = """
            {"defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 13, "archMap": [
                {"architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"]},
                {"architecture": "SCMP_ARCH_RISCV64", "subArchitectures": null}],
             "syscalls": [
                {"name": "read", "action": "SCMP_ACT_ALLOW", "args": null},
                {"names": ["mount"], "action": "SCMP_ACT_ALLOW", "includes": {"caps": ["CAP_SYS_ADMIN"]}},
                {"names": ["ptrace"], "action": "SCMP_ACT_ALLOW", "includes": {"minKernel": "4.8"}},
                {"names": ["newer"], "action": "SCMP_ACT_ALLOW", "includes": {"minKernel": "7.0"}},
                {"names": ["older"], "action": "SCMP_ACT_ALLOW", "excludes": {"minKernel": "4.8"}},
                {"names": ["arm"], "action": "SCMP_ACT_ALLOW", "includes": {"arches": ["arm64"]}},
                {"names": ["not_amd"], "action": "SCMP_ACT_ALLOW", "excludes": {"arches": ["amd64"]}},
                {"names": ["socket"], "action": "SCMP_ACT_ERRNO", "errnoRet": 97, "args": [{"index": 0, "value": 16, "valueTwo": 1, "op": "SCMP_CMP_EQ"}]}
             ]}
            """;
        Seccomp seccomp = Request.Spec(new HostConfig { SecurityOpt = ["seccomp=" + profile] }).Linux!.Seccomp!;
        Assert.Equal((13u, "SCMP_ARCH_X86_64 SCMP_ARCH_X86"),
            (seccomp.DefaultErrnoRet, string.Join(' ', seccomp.Architectures)));
        Assert.Equal(["read", "ptrace", "socket"], seccomp.Syscalls.SelectMany(rule => rule.Names));
        Assert.Equal((97u, 16ul, 1ul, "SCMP_CMP_EQ"),
            (seccomp.Syscalls[^1].ErrnoRet, seccomp.Syscalls[^1].Args[0].Value, seccomp.Syscalls[^1].Args[0].ValueTwo,
                seccomp.Syscalls[^1].Args[0].Op));
    }

    [Theory]
    [InlineData("{}")]
    public void A_profile_that_says_nothing_filters_nothing(string profile) =>
        Assert.Null(Request.Spec(new HostConfig { SecurityOpt = ["seccomp=" + profile] }).Linux!.Seccomp);

    [Theory]
    [InlineData("nonsense", "Decoding seccomp profile failed: ")]
    [InlineData("""{"defaultAction": 1}""", "Decoding seccomp profile failed: ")]
    [InlineData("""{"architectures": ["SCMP_ARCH_X86"], "archMap": [{"architecture": "a"}]}""",
        "use either 'architectures' or 'archMap'")]
    [InlineData("""{"syscalls": [{"name": "a", "names": ["b"]}]}""", "use either 'name' or 'names'")]
    [InlineData("""{"syscalls": [{"names": ["b"], "includes": {"minKernel": "4.8.1"}}]}""",
        "invalid kernel version: 4.8.1, expected \"<kernel>.<major>\"")]
    public void What_is_no_profile_is_refused(string profile, string message) =>
        Assert.Contains(message, Assert.Throws<EngineException>(() => Request.Spec(new HostConfig
        {
            SecurityOpt = ["seccomp=" + profile],
        })).Message);

    private static string[] Allowed(HostConfig host) =>
        [.. Request.Spec(host).Linux!.Seccomp!.Syscalls.Where(rule => rule is { Action: "SCMP_ACT_ALLOW", Args: [] })
            .SelectMany(rule => rule.Names)];

    private static Dictionary<string, string[]> ReadDockers()
    {
        var groups = new Dictionary<string, List<string>>();
        string key = "";
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docker-syscalls.txt"))
            .Where(line => !line.StartsWith('#')))
        {
            if (line.EndsWith(':'))
                groups[key = line[..^1]] = [];
            else if (line.Length > 0)
                groups[key].AddRange(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        return groups.ToDictionary(group => group.Key, group => group.Value.ToArray());
    }

    [GeneratedRegex("^#define __NR_([a-z0-9_]+) ")]
    private static partial Regex Number();
}
