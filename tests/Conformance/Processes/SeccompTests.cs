// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>runtime-spec, config-linux.md "Seccomp"; seccomp(2).</summary>
public sealed class SeccompTests : ConformanceTest
{
    [ContainerFact]
    public void Without_a_profile_there_is_no_filter()
    {
        Facts facts = Facts();
        Assert.Equal((0, 0), (facts.Number("seccompMode"), facts.Number("seccompFilters")));
    }

    [ContainerTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_profile_makes_a_filter_with_and_without_new_privileges(bool noNewPrivileges)
    {
        Facts facts = Facts(spec => spec.Set("process.noNewPrivileges", noNewPrivileges)
            .Set("linux.seccomp", Allowing(Rule("SCMP_ACT_ERRNO", "chroot"))));
        Assert.Equal((2, noNewPrivileges), (facts.Number("seccompMode"), facts.Flag("noNewPrivileges")));
    }

    [ContainerTheory]
    [InlineData("uname", "EPERM")]
    [InlineData("sched_yield", null)]
    public void Only_the_listed_call_fails(string call, string? errno) =>
        Assert.Equal(errno, Errno(Allowing(Rule("SCMP_ACT_ERRNO", "uname")), call));

    [ContainerTheory]
    [InlineData(1, "EPERM")]
    [InlineData(38, "ENOSYS")]
    [InlineData(28, "ENOSPC")]
    public void It_fails_with_the_rules_errno(int errnoRet, string errno)
    {
        JsonObject rule = Rule("SCMP_ACT_ERRNO", "uname");
        rule["errnoRet"] = errnoRet;
        Assert.Equal(errno, Errno(Allowing(rule), "uname"));
    }

    [ContainerTheory]
    [InlineData("SCMP_CMP_EQ", 8, 0, "EPERM", null)]
    [InlineData("SCMP_CMP_NE", 8, 0, null, "EPERM")]
    [InlineData("SCMP_CMP_GT", 7, 0, "EPERM", null)]
    [InlineData("SCMP_CMP_GE", 8, 0, "EPERM", null)]
    [InlineData("SCMP_CMP_LT", 8, 0, null, "EPERM")]
    [InlineData("SCMP_CMP_LE", 7, 0, null, "EPERM")]
    [InlineData("SCMP_CMP_MASKED_EQ", 8, 8, "EPERM", null)]
    public void A_rule_compares_arguments(string op, int value, int valueTwo, string? ofEight, string? ofZero)
    {
        JsonObject rule = Rule("SCMP_ACT_ERRNO", "personality");
        rule["args"] =
            new JsonArray(new JsonObject { ["index"] = 0, ["value"] = value, ["valueTwo"] = valueTwo, ["op"] = op });
        Result result = Container(spec => spec.Set("linux.seccomp", Allowing(rule))
            .Args("/bin/probe", "syscall", "personality", "8", ",", "syscall", "personality", "0")).Run().Succeeded();
        Assert.Equal((ofEight, ofZero), ((string?)result.Json()["errno"], (string?)result.Json(1)["errno"]));
    }

    [ContainerTheory]
    [InlineData("SCMP_ACT_KILL")]
    [InlineData("SCMP_ACT_KILL_THREAD")]
    [InlineData("SCMP_ACT_KILL_PROCESS")]
    [InlineData("SCMP_ACT_TRAP")]
    public void A_killing_rule_ends_the_process_with_SIGSYS(string action) =>
        Container(spec => spec.Set("linux.seccomp", Allowing(Rule(action, "uname")))
            .Args("/bin/probe", "syscall", "uname")).Run().Exited(128 + 31);

    [ContainerFact]
    public void A_logging_rule_lets_the_call_pass() =>
        Assert.Null(Errno(Allowing(Rule("SCMP_ACT_LOG", "sched_yield")), "sched_yield"));

    [ContainerFact]
    public void The_default_action_is_for_what_no_rule_lists()
    {
        JsonObject profile = DenyingKcmp("SCMP_ACT_ERRNO");
        Assert.Equal("EPERM", Errno(profile, "kcmp"));
    }

    [ContainerFact]
    public void The_default_action_has_an_errno_of_its_own()
    {
        JsonObject profile = DenyingKcmp("SCMP_ACT_ERRNO");
        profile["defaultErrnoRet"] = 28;
        Assert.Equal("ENOSPC", Errno(profile, "kcmp"));
    }

    [ContainerFact]
    public void A_call_newer_than_the_profile_is_unknown_to_it_and_says_so()
    {
        JsonObject profile = DenyingKcmp("SCMP_ACT_ERRNO");
        profile["architectures"] = new JsonArray("SCMP_ARCH_X86_64");
        Assert.Equal("ENOSYS", Errno(profile, "2000"));
    }

    [ContainerFact]
    public void A_name_that_is_no_system_call_is_ignored() =>
        Assert.Equal("EPERM", Errno(Allowing(Rule("SCMP_ACT_ERRNO", "no_such_call", "uname")), "uname"));

    [ContainerFact]
    public void Both_rules_of_two_hold()
    {
        JsonObject profile = Allowing(Rule("SCMP_ACT_ERRNO", "uname"), Rule("SCMP_ACT_ERRNO", "kcmp"));
        Assert.Equal(("EPERM", "EPERM"), (Errno(profile.DeepClone().AsObject(), "uname"), Errno(profile, "kcmp")));
    }

    [ContainerFact]
    public void The_filter_is_there_in_what_exec_starts_too()
    {
        Container container =
            Container(spec => spec.Set("linux.seccomp", Allowing(Rule("SCMP_ACT_ERRNO", "uname")))).RunSleeping();
        Assert.Equal("EPERM", (string?)container.Exec("/bin/probe", "syscall", "uname").Succeeded().Json()["errno"]);
    }

    [ContainerTheory]
    [InlineData("defaultAction", "SCMP_ACT_NO_SUCH")]
    [InlineData("architectures", "SCMP_ARCH_NO_SUCH")]
    public void A_word_the_runtime_does_not_know_is_refused_by_name(string member, string word)
    {
        JsonObject profile = Allowing(Rule("SCMP_ACT_ERRNO", "uname"));
        profile[member] = member == "architectures" ? new JsonArray(word) : word;
        Container(spec => spec.Set("linux.seccomp", profile)).Run().Failed(1, word);
    }

    [ContainerFact]
    public void Foreign_architectures_may_be_listed()
    {
        JsonObject profile = Allowing(Rule("SCMP_ACT_ERRNO", "uname"));
        profile["architectures"] = new JsonArray("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32");
        Assert.Equal("EPERM", Errno(profile, "uname"));
    }

    private string? Errno(JsonObject profile, string call) =>
        (string?)Container(spec => spec.Set("linux.seccomp", profile).Args("/bin/probe", "syscall", call)).Run()
            .Succeeded().Json()["errno"];

    private static JsonObject Allowing(params JsonObject[] rules) =>
        new()
        {
            ["defaultAction"] = "SCMP_ACT_ALLOW",
            ["syscalls"] = new JsonArray([.. rules.Select(rule => (JsonNode)rule)])
        };

    /// <summary>Every call a static program needs, and more; all else is left to the default action.</summary>
    private static JsonObject DenyingKcmp(string action)
    {
        JsonObject profile = Allowing(Rule("SCMP_ACT_ALLOW",
            "execve", "execveat", "exit", "exit_group", "read", "write", "writev", "readv", "close", "openat", "open",
            "fstat", "newfstatat", "stat", "lstat", "statx", "lseek",
            "mmap", "munmap", "mprotect", "mremap", "brk", "arch_prctl", "prctl", "set_tid_address", "set_robust_list",
            "rseq", "prlimit64", "getrandom", "readlink", "readlinkat",
            "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "futex", "getpid", "gettid", "tgkill",
            "kill", "fcntl", "ioctl", "dup", "dup2", "dup3", "pipe2", "poll", "ppoll",
            "epoll_create1", "fstatfs", "statfs", "epoll_ctl", "epoll_pwait", "nanosleep", "clock_nanosleep",
            "clock_gettime", "sched_yield", "sched_getaffinity", "madvise", "getdents64",
            "setuid", "setgid", "setgroups", "setresuid", "setresgid", "getuid", "geteuid", "getgid", "getegid",
            "capget", "capset", "chdir", "fchdir", "getcwd", "clone", "clone3",
            "wait4", "waitid", "close_range", "restart_syscall", "fchown", "umask", "sendmsg", "recvmsg", "sendto",
            "recvfrom", "socketpair", "eventfd2", "getppid", "uname", "setsid", "faccessat2", "faccessat", "access"));
        profile["defaultAction"] = action;
        return profile;
    }

    private static JsonObject Rule(string action, params string[] names) =>
        new() { ["names"] = Spec.Texts(names), ["action"] = action };
}
