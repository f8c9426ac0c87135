// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Threading;

namespace Husk.RunFlags;

/// <summary>Each flag of run, by what a process in the container sees with it and without it.</summary>
public sealed class FlagEffectTests(HuskFixture husk) : IClassFixture<HuskFixture>
{
    // A limit by its file in cgroup v1 or v2, whichever this host has.
    private const string Limit = "limit() { cat /sys/fs/cgroup/$1 2>/dev/null || cat /sys/fs/cgroup/$2; }; ";

    /// <summary>Flags, a script, and what it prints with and without them (patterns).</summary>
    public static readonly TheoryData<string, string, string, string> Table = new()
    {
        { "-e A=1", "echo [$A]", "\\[1\\]", "\\[\\]" },
        { "-e HUSK_TEST_VARIABLE", "echo [$HUSK_TEST_VARIABLE]", "\\[of the caller\\]", "\\[\\]" },
        { "--env-file SCRATCH/env", "echo [$B]", "\\[ two\\]", "\\[\\]" },
        { "-w /tmp", "pwd", "/tmp", "/" },
        { "-u ann", "id -u; id -g; id -G; echo $HOME", "1000\n1000\n1000 50\n/home/ann", "0\n0\n0\n/root" },
        { "-u 5:6", "id -u; id -g", "5\n6", "0\n0" },
        { "--group-add wheel --group-add 77", "id -G", "0 10 77", "0" },
        { "-h box", "hostname; cat /etc/hostname; echo $HOSTNAME", "box\nbox\nbox", "([0-9a-f]{12})\n\\1\n\\1" },
        { "--domainname example", "cat /proc/sys/kernel/domainname", "example", "\\(none\\)" },
        { "-t", "test -t 1 && echo terminal $TERM || echo none", "terminal xterm", "none" },
        { "--init", "cat /proc/1/comm", "docker-init", "sh|cat" },
        { "--read-only", "touch /x 2>/dev/null && echo written || echo refused", "refused", "written" },
        { "--read-only --tmpfs /x", "touch /x/y && touch /dev/shm/z && echo written", "written", "" },
        { "--tmpfs /scratch:size=1m", "df -k /scratch 2>/dev/null | awk '/scratch/ {print $2}'", "1024", "" },
        { "--shm-size 2m", "df -k /dev/shm | awk '/shm/ {print $2}'", "2048", "65536" },
        { "--cap-add NET_ADMIN", "grep CapEff /proc/self/status", ".*00000000a80435fb", ".*00000000a80425fb" },
        { "--cap-drop ALL", "grep CapBnd /proc/self/status", ".*0000000000000000", ".*00000000a80425fb" },
        { "--privileged", "grep Seccomp: /proc/self/status; test -e /dev/kmsg && echo all; mount | grep -c ' /sys .*rw,'", "Seccomp:\t0\nall\n1", "Seccomp:\t2\n0" },
        { "--security-opt no-new-privileges", "grep NoNewPrivs /proc/self/status", "NoNewPrivs:\t1", "NoNewPrivs:\t0" },
        { "--security-opt seccomp=unconfined", "grep Seccomp: /proc/self/status", "Seccomp:\t0", "Seccomp:\t2" },
        { "--security-opt seccomp=SCRATCH/no-mkdir.json", "mkdir /x 2>&1 || true", ".*Operation not permitted", "" },
        { "--security-opt systempaths=unconfined", "mount | grep -c ' /proc/sys '", "0", "1" },
        { "--sysctl net.ipv4.ip_default_ttl=33 --sysctl kernel.msgmax=4096", "cat /proc/sys/net/ipv4/ip_default_ttl /proc/sys/kernel/msgmax", "33\n4096", "64\n8192" },
        { "--ulimit nofile=100:200", "ulimit -Sn; ulimit -Hn", "100\n200", "(?!100\n200)[\\s\\S]*" },
        { "-m 64m --memory-swap 80m", Limit + "limit memory/memory.limit_in_bytes memory.max", "67108864", "9223372036854771712|max" },
        { "-m 64m --memory-reservation 32m", Limit + "limit memory/memory.soft_limit_in_bytes memory.low", "33554432", "9223372036854771712|0" },
        { "-m 64m --memory-swap 80m", Limit + "limit memory/memory.memsw.limit_in_bytes memory.swap.max", "83886080|16777216", "9223372036854771712|max" },
        { "--memory-swappiness 7", "cat /sys/fs/cgroup/memory/memory.swappiness 2>/dev/null || echo 7", "7", "60|[0-9]+" },
        { "--cpus 0.5", Limit + "limit cpu/cpu.cfs_quota_us cpu.max", "50000( 100000)?", "-1|max 100000" },
        { "--cpu-period 20000 --cpu-quota 10000", Limit + "limit cpu/cpu.cfs_period_us cpu.max", "20000|10000 20000", "100000|max 100000" },
        { "-c 512", Limit + "limit cpu/cpu.shares cpu.weight", "512|20|59", "1024|100" },
        { "--cpuset-cpus 0 --cpuset-mems 0", "grep -E 'Cpus_allowed_list|Mems_allowed_list' /proc/self/status", ".*\t0\n.*\t0", ".*\t0.*\n.*" },
        { "--pids-limit 50", Limit + "limit pids/pids.max pids.max", "50", "max" },
        { "--oom-score-adj 500", "cat /proc/self/oom_score_adj", "500", "0" },
        { "--device /dev/zero:/dev/nothing", "head -c 3 /dev/nothing 2>/dev/null | wc -c", "3", "0" },
        { "--device-cgroup-rule c\u00a0240:*\u00a0rwm", "mknod /x c 240 0; cat /x 2>&1 || true", ".*No such device.*", ".*Operation not permitted" },
        { "-v SCRATCH/dir:/dir", "cat /dir/inside 2>/dev/null; touch /dir/new 2>/dev/null && echo written", "from the host\nwritten", "" },
        { "-v SCRATCH/dir:/dir:ro", "cat /dir/inside 2>/dev/null; touch /dir/new 2>&1 || true", "from the host\n.*Read-only file system", ".*No such file or directory" },
        { "--mount type=bind,src=SCRATCH/dir,dst=/dir,readonly", "cat /dir/inside 2>/dev/null; touch /dir/new 2>&1 || true", "from the host\n.*Read-only file system", ".*No such file or directory" },
        { "--mount type=tmpfs,dst=/ram,tmpfs-size=1m,tmpfs-mode=1770", "stat -c %a /ram 2>/dev/null; df -k /ram 2>/dev/null | awk '/ram/ {print $2}'", "1770\n1024", "" },
        { "-v /anonymous", "grep -c ' /anonymous ' /proc/mounts", "1", "0" },
        { "--mount type=volume,dst=/ram,volume-opt=type=tmpfs,volume-opt=device=tmpfs,volume-opt=o=size=1m", "df -k /ram 2>/dev/null | awk '/ram/ {print $2}'", "1024", "" },
        { "--pid host", "test $$ -eq 1 && echo own || echo shared", "shared", "own" },
        { "--cgroupns private", "sed -n 's/.*:memory://p; s/^0:://p' /proc/self/cgroup | head -n 1", "/", "/.*" },
        { "--cgroupns host", "sed -n 's/.*:memory://p; s/^0:://p' /proc/self/cgroup | head -n 1", "/.+", "/.*" },
        { "--ipc none", "grep -c ' /dev/shm ' /proc/mounts", "0", "1" },
        { "--network host --sysctl kernel.msgmax=4096", "cat /proc/sys/kernel/msgmax", "4096", "8192" },
        { "--add-host db:10.1.2.3", "grep 10.1.2.3 /etc/hosts || true", "10.1.2.3\tdb", "" },
        { "--dns 10.9.9.9 --dns-search example.com --dns-option ndots:3 --network host", "cat /etc/resolv.conf", "nameserver 10.9.9.9\nsearch example.com\noptions ndots:3", "[\\s\\S]*" },
        { "--userns host --isolation default --volume-driver local --quiet --pull missing", "echo the same", "the same", "the same" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_flag_is_seen_from_inside(string flags, string script, string with, string without)
    {
        Prepare();
        Assert.Matches($"^(?:{with})$", husk.Shell(flags, script));
        Assert.Matches($"^(?:{without})$", husk.Shell("", script));
    }

    /// <summary>Without the NIS domain, which runc sets since 1.2 only.</summary>
    public static TheoryData<string, string, string, string> TableOfRunc
    {
        get
        {
            var rows = new TheoryData<string, string, string, string>();
            foreach (object[] row in Table.Where(
                row => !((string)row[0]).StartsWith("--domainname", StringComparison.Ordinal)))
            {
                rows.Add((string)row[0], (string)row[1], (string)row[2], (string)row[3]);
            }
            return rows;
        }
    }

    // The same on another runtime: what is wrong then is the engine's, or the test's.
    [Theory]
    [MemberData(nameof(TableOfRunc))]
    public void Runc_shows_the_same(string flags, string script, string with, string without)
    {
        Prepare();
        _ = without;
        Assert.Matches($"^(?:{with})$", husk.Shell("--runtime runc " + flags, script));
    }

    [Fact]
    public void Namespaces_of_the_host_are_the_hosts()
    {
        string Of(string name) => new FileInfo("/proc/self/ns/" + name).LinkTarget!;
        string Seen(string flags, string name) => husk.Shell(flags, "readlink /proc/self/ns/" + name);
        Assert.Equal(Of("ipc"), Seen("--ipc host", "ipc"));
        Assert.Equal(Of("uts"), Seen("--uts host", "uts"));
        Assert.Equal(Of("net"), Seen("--network host", "net"));
        Assert.NotEqual(Of("ipc"), Seen("", "ipc"));
        Assert.NotEqual(Of("uts"), Seen("", "uts"));
        Assert.NotEqual(Of("net"), Seen("", "net"));
    }

    [Fact]
    public void Namespaces_of_another_container_are_joined()
    {
        husk.Output("run", "-d", "--name", "donor", "--network", "none", "--ipc", "shareable", "--cgroup-parent",
            husk.CgroupParent, "busybox", "sh", "-c", "echo gift > /dev/shm/box; sleep 1000");
        try
        {
            string script = "cat /dev/shm/box; test $$ -eq 1 && echo own || echo shared";
            Assert.Equal("gift\nshared",
                husk.Shell("--ipc container:donor --pid container:donor --network container:donor", script));
            Assert.Contains("hint: use IpcMode:shareable for the donor container", PrivateDonor());
        }
        finally
        {
            husk.Output("rm", "-f", "donor");
        }
        (int code, string error) = husk.Fail("--pid", "container:donor", "busybox", "true");
        Assert.Equal(125, code);
        Assert.Contains("No such container: donor", error);
    }

    [Fact]
    public void An_image_of_another_machine_is_warned_of()
    {
        husk.Output("import", "--platform", "linux/s390x", husk["image.tar"], "foreign");
        const string Warning =
            "WARNING: The requested image's platform (linux/s390x) does not match the detected host platform (";
        (int code, _, string error) = husk.Run("create", "--name", "foreign", "foreign", "true");
        Assert.Equal(0, code);
        Assert.StartsWith(Warning, error);
        Assert.Equal((0, ""), Silent("create", "--name", "wanted", "--platform", "linux/s390x", "foreign", "true"));
        Assert.Equal((0, ""), Silent("create", "--name", "own", "busybox", "true"));
        husk.Output("rm", "foreign", "wanted", "own");
        husk.Output("rmi", "foreign");

        (int Code, string Error) Silent(params string[] words)
        {
            (int code, _, string error) = husk.Run(words);
            return (code, error);
        }
    }

    [Fact]
    public void The_image_speaks_where_the_user_does_not()
    {
        string Talk(params string[] words) =>
            husk.Output(["run", "--rm", "--network", "none", "--cgroup-parent", husk.CgroupParent, .. words]).Trim();
        Assert.Equal("image says", Talk("talker"));
        Assert.Equal("image sings", Talk("talker", "sings"));
        Assert.Equal("ann", Talk("--entrypoint", "whoami", "talker"));
        Assert.Equal("/etc", Talk("--entrypoint", "pwd", "talker"));
        Assert.Equal("root /tmp",
            Talk("--entrypoint", "", "-u", "0", "-w", "/tmp", "talker", "sh", "-c", "echo $(whoami) $(pwd)"));
        Assert.Equal("image mine", Talk("--entrypoint", "", "-e", "A=mine", "talker", "sh", "-c", "echo $FROM $A"));
        Assert.Equal("mine", Talk("--entrypoint", "", "-e", "FROM=mine", "talker", "sh", "-c", "echo $FROM"));
    }

    [Fact]
    public void What_only_inspect_shows_is_shown()
    {
        husk.Output([.. husk.Words("create --name shown --label a=b --annotation c=d --stop-signal INT --stop-timeout 3 --restart on-failure:2 --log-driver none --expose 80 --health-cmd true --cgroup-parent /x"), "busybox"]);
        try
        {
            string Seen(string template) => husk.Output("inspect", "-f", template, "shown").Trim();
            Assert.Equal("b", Seen("{{.Config.Labels.a}}"));
            Assert.Equal("d", Seen("{{.HostConfig.Annotations.c}}"));
            Assert.Equal("INT 3", Seen("{{.Config.StopSignal}} {{.Config.StopTimeout}}"));
            Assert.Equal("on-failure 2 none private",
                Seen("{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.RestartPolicy.MaximumRetryCount}} {{.HostConfig.LogConfig.Type}} {{.HostConfig.IpcMode}}"));
            Assert.Equal("[\"CMD-SHELL\",\"true\"]", Seen("{{json .Config.Healthcheck.Test}}"));
        }
        finally
        {
            husk.Output("rm", "shown");
        }
    }

    // With the default, the fifth check would come after 25 seconds; without a start period, after hours.
    [Fact]
    public void While_it_starts_it_is_checked_at_an_interval_of_its_own()
    {
        husk.Output([.. husk.Words("run -d --name starting --network none --health-cmd false --health-interval 2h --health-start-period 1h --health-start-interval 20ms"), "--cgroup-parent", husk.CgroupParent, "busybox", "sleep", "1000"]);
        try
        {
            SpinWait.SpinUntil(() => husk.Output("inspect", "-f", "{{len .State.Health.Log}}", "starting") == "5\n",
                TimeSpan.FromSeconds(20));
            Assert.Equal("starting 5\n",
                husk.Output("inspect", "-f", "{{.State.Health.Status}} {{len .State.Health.Log}}", "starting"));
        }
        finally
        {
            husk.Output("rm", "-f", "starting");
        }
    }

    [Fact]
    public void Cidfile_has_the_id_and_is_not_written_over()
    {
        string file = husk.Scratch[$"cid-{Guid.NewGuid():n}"];
        husk.Shell("--cidfile " + file, "true");
        Assert.Matches("^[0-9a-f]{64}$", File.ReadAllText(file));
        (int code, string error) = husk.Fail("--cidfile", file, "busybox", "true");
        Assert.Equal(125, code);
        Assert.Contains(
            $"container ID file found, make sure the other container isn't running or delete {file}", error);
    }

    [Theory]
    [InlineData("-m 1m", "Minimum memory limit allowed is 6MB")]
    [InlineData("--cpus 1000", "range of CPUs is from 0.01 to")]
    [InlineData("--cap-add FLY", "unknown capability: \"CAP_FLY\"")]
    [InlineData("-u nobody-here", "unable to find user nobody-here: no matching entries in passwd file")]
    [InlineData("-v rel/path:/x", "includes invalid characters for a local volume name")]
    [InlineData("--mount type=bind,src=/no/such,dst=/x", "bind source path does not exist: /no/such")]
    // docker's client takes these words for a missing program.
    [InlineData("--device /dev/no-such",
        "error gathering device information while adding custom device \"/dev/no-such\": no such file or directory",
        127)]
    [InlineData("--runtime no-such", "unknown or invalid runtime name: no-such")]
    [InlineData("--log-driver syslog", "no log driver named 'syslog' is registered")]
    [InlineData("--volume-driver no-such -v named:/x",
        "create named: error looking up volume plugin no-such: plugin \"no-such\" not found")]
    [InlineData("--hostname 1234567890123456789012345678901234567890123456789012345678901234x",
        "is too long (maximum 64 bytes)")]
    [InlineData("--gpus all", "could not select device driver")]
    [InlineData("--rm --restart always", "conflicting options: cannot specify both --restart and --rm")]
    [InlineData("--storage-opt size=1G", "--storage-opt is supported only for")]
    public void What_cannot_be_is_refused_and_leaves_nothing(string flags, string message, int expected = 125)
    {
        (int code, string error) = husk.Fail([.. husk.Words(flags), "busybox", "true"]);
        Assert.Equal((expected, true), (code, error.StartsWith("husk: ", StringComparison.Ordinal)));
        Assert.Contains(message, error);
        Assert.Equal("", husk.Output("ps", "-aq"));
    }

    private void Prepare()
    {
        File.WriteAllText(husk.Scratch["env"], "# words\nB= two\n");
        Directory.CreateDirectory(husk.Scratch["dir"]);
        File.WriteAllText(husk.Scratch["dir/inside"], "from the host\n");
        File.Delete(husk.Scratch["dir/new"]);
        File.WriteAllText(husk.Scratch["no-mkdir.json"], """
            {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO", "errnoRet": 1}]}
            """);
    }

    private string PrivateDonor()
    {
        husk.Output("run", "-d", "--name", "private", "--network", "none", "--cgroup-parent", husk.CgroupParent,
            "busybox", "sleep", "1000");
        try
        {
            return husk.Fail("--ipc", "container:private", "busybox", "true").Error;
        }
        finally
        {
            husk.Output("rm", "-f", "private");
        }
    }
}
