// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using System.Text.RegularExpressions;
using Husk.Linux.Tests;
using Husk.RunFlags;

namespace Husk.Explain;

/// <summary>The script of <c>husk explain run --script</c> makes the container that <c>husk run</c> makes, seen from
/// inside.</summary>
public sealed class ScriptTests(HuskFixture husk) : IClassFixture<HuskFixture>
{
    // But for a seccomp filter, which no shell loads, and the random ID.
    private const string Look = """
        hostname; [ $$ != 1 ] || echo the first; cat /proc/1/comm; pwd; umask
        awk '{ print $5, $6, $9 }' /proc/self/mountinfo | sort
        ip -o addr show | awk '{ print $2, $3, $4 }'; ip route
        grep -E '^(Uid|Gid|Groups|Cap|NoNewPrivs)' /proc/self/status; cat /proc/self/limits /proc/self/oom_score_adj
        cat /sys/fs/cgroup/*/memory.limit_in_bytes /sys/fs/cgroup/*/pids.max /sys/fs/cgroup/*/cpu.cfs_quota_us /sys/fs/cgroup/*/devices.list /sys/fs/cgroup/memory.max
        stat -c '%A %u %g %t:%T %N' /dev/*; for path in /proc/timer_list /proc/interrupts /proc/keys; do [ -s $path ] && echo $path has something; done
        { echo x >/proc/sys/kernel/hostname; } 2>/dev/null || echo cannot rename; { true >/file; } 2>/dev/null || echo cannot write
        env | grep -vE '^(SHLVL|HOSTNAME)' | sort; cat /etc/hosts /etc/resolv.conf; sysctl net.ipv4.ping_group_range; ls / /data
        """;

    [Theory]
    [InlineData("--network none")]
    [InlineData("--hostname box -m 64m --cpus 0.5 --pids-limit 50 --ulimit nofile=100:200 -v data:/data -e A=it's")]
    [InlineData("--network none --user ann --group-add 10 --cap-drop ALL --security-opt no-new-privileges --read-only --tmpfs /tmp -w /etc")]
    [InlineData("--network none --cap-drop ALL --cap-add CHOWN --ipc shareable --shm-size 1m --sysctl net.ipv4.ip_forward=1 --device /dev/null:/dev/other:r -v SCRATCH/image.tar:/image.tar:ro")]
    [InlineData("--privileged --network host --pid host --uts host --oom-score-adj 100")]
    public void It_makes_the_same_container(string flags)
    {
        string[] words = [.. husk.Words(flags), "--cgroup-parent", husk.CgroupParent, "busybox", "sh", "-c", Look];
        (int codeByHand, string byHand) = RunScript(words);
        (int code, string output, string error) = husk.Run(["run", "--rm", .. words]);

        Assert.Equal(Seen(output + error), Seen(byHand));
        Assert.Equal(code, codeByHand);
    }

    [Fact]
    public void Its_exit_code_is_the_programs() =>
        Assert.Equal((7, ""),
            RunScript("--network", "none", "--cgroup-parent", husk.CgroupParent, "busybox", "sh", "-c", "exit 7"));

    [Fact]
    public void It_shows_images_and_parts_of_volumes()
    {
        husk.Shell("-v parts:/x", "mkdir /x/sub; echo inside > /x/sub/file");
        Assert.Equal((0, "hello\ninside\n"), RunScript("--network", "none", "--cgroup-parent", husk.CgroupParent,
            "--mount", "type=image,source=talker,target=/image", "--mount",
            "source=parts,target=/part,volume-subpath=sub",
            "busybox", "cat", "/image/data/file", "/part/file"));
    }

    [Fact]
    public void It_is_reached_as_the_container_would_be()
    {
        // Serves one request, and ends.
        string script = Script("-p", "18080:80", "--cgroup-parent", husk.CgroupParent, "busybox", "sh", "-c",
            "printf 'HTTP/1.0 200 OK\\r\\nContent-Length: 8\\r\\n\\r\\nreached\\n' | nc -l -p 80");
        string output = Command.Shell($"""
            bash {script} >/dev/null 2>&1 & pid=$!
            for i in $(seq 100); do busybox wget -qO- http://127.0.0.1:18080/ 2>/dev/null && break; sleep 0.1; done
            wait $pid
            """);

        Assert.Equal("reached\n", output);
    }

    [Fact]
    public void It_leaves_nothing()
    {
        string before = Ground();

        RunScript(
            "-p", "18081:80", "-v", "more:/data", "-m", "64m", "--cgroup-parent", husk.CgroupParent, "busybox", "true");

        Assert.Equal(before, Ground());
    }

    private static string Ground() => Command.Shell(
        "grep by-hand /proc/self/mountinfo; ip -o link | cut -d: -f2; nft list tables; ls /run/netns /tmp | grep by-hand; find /sys/fs/cgroup -name 'c0ffee*'; true");

    private string Script(params string[] words)
    {
        string path = husk.Scratch["script.sh"];
        husk.Output(["explain", "run", "--script", "--output", path, .. words]);
        return path;
    }

    private (int Code, string Out) RunScript(params string[] words) => Command.Run("bash", Script(words));

    // In no order: what goes to the two streams is in none. The bridge of the one may not be gone when the other begins.
    private static string Seen(string output) => string.Join('\n', output.Split('\n')
        .Where(line => !line.StartsWith("WARNING: moved the network ", StringComparison.Ordinal))
        .Select(WithoutId).Order(StringComparer.Ordinal));

    // A host name that nobody chose is an ID, and each of the two takes a subnet that is free at its time.
    private static string WithoutId(string line) => string.Join('\t', line.Split('\t').Select(word =>
        word.Length == 12 && word.All(char.IsAsciiHexDigitLower)
            ? "ID"
            : Regex.Replace(word, @"\b10\.\d+\.\d+\.", "10.0.0.")));
}
