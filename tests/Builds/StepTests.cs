// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;

namespace Husk.Builds.Tests;

/// <summary>What each instruction makes of an image, seen from inside and by inspect.</summary>
public sealed class StepTests(BuildGround ground) : IClassFixture<BuildGround>
{
    [Fact]
    public void Files_are_copied_commands_run_and_the_image_runs()
    {
        ground.Build(ground.Context(
            """
            FROM busybox
            WORKDIR /app
            COPY greeting.txt .
            RUN cat greeting.txt greeting.txt > twice
            CMD ["cat", "twice"]
            """,
            ("greeting.txt", "hello\n")), "-t", "plain");
        Assert.Equal("hello\nhello\n", ground.Run("plain"));
        ground.AssertNothingIsLeft();
    }

    [Fact]
    public void History_and_configuration_are_as_BuildKit_writes_them()
    {
        ground.Build(ground.Context(
            """
            FROM busybox
            ARG WHO=me
            ENV A=1 B="two words"
            LABEL x=y
            EXPOSE 80 53/udp
            VOLUME /data
            USER 1000:1000
            WORKDIR /srv
            HEALTHCHECK --interval=30s CMD true
            STOPSIGNAL SIGUSR1
            SHELL ["/bin/sh", "-ec"]
            RUN true
            ENTRYPOINT ["/bin/echo", "a \"b\""]
            CMD c
            """), "-t", "history");
        string[] history = ground.History("history");
        Array.Reverse(history);
        Assert.Equal(
            [
                "ARG WHO=me",
                "ENV A=1 B=two words",
                "LABEL x=y",
                "EXPOSE [53/udp 80/tcp]",
                "VOLUME [/data]",
                "USER 1000:1000",
                "WORKDIR /srv",
                "HEALTHCHECK {Test:[CMD-SHELL true] Interval:30s Timeout:0s StartPeriod:0s StartInterval:0s Retries:0}",
                "STOPSIGNAL SIGUSR1",
                "SHELL [/bin/sh -ec]",
                "RUN |1 WHO=me /bin/sh -ec true # buildkit",
                "ENTRYPOINT [\"/bin/echo\" \"a \\\"b\\\"\"]",
                "CMD [\"/bin/sh\" \"-ec\" \"c\"]",
            ],
            history[^13..]);
        var config = ground.Config("history");
        Assert.Contains(config.GetProperty("Env").EnumerateArray(), variable => variable.GetString() == "B=two words");
        Assert.Equal(["53/udp", "80/tcp"],
            config.GetProperty("ExposedPorts").EnumerateObject().Select(port => port.Name)
            .Order(StringComparer.Ordinal));
        Assert.Equal("/srv", config.GetProperty("WorkingDir").GetString());
        Assert.Equal(30_000_000_000, config.GetProperty("Healthcheck").GetProperty("Interval").GetInt64());
    }

    [Fact]
    public void Arguments_are_seen_where_they_are_named_and_variables_win()
    {
        string context = ground.Context(
            """
            ARG GLOBAL=g
            FROM busybox
            ARG GLOBAL
            ARG GIVEN=default
            ARG OTHER=${GIVEN}-x
            ENV WINS=env
            ARG WINS=arg
            RUN echo "$GLOBAL $GIVEN $OTHER $WINS [$HIDDEN] $HTTP_PROXY" > /seen
            """);
        ground.Build(context, "-t", "args", "--build-arg", "GIVEN=told", "--build-arg", "WINS=told", "--build-arg",
            "HTTP_PROXY=http://p");
        Assert.Equal("g told told-x env [] http://p\n", ground.Run("args", "cat", "/seen"));
        Assert.DoesNotContain(ground.History("args"), step => step.Contains("http://p", StringComparison.Ordinal));
        // Of what is in no key a change changes nothing.
        Assert.Contains("CACHED",
            ground.Build(
                context, "--build-arg", "GIVEN=told", "--build-arg", "WINS=told", "--build-arg",
                "HTTP_PROXY=http://q"));
        Assert.Contains("[UNKNOWN] were not consumed", ground.Build(context, "--build-arg", "UNKNOWN=1"));
    }

    [Fact]
    public void What_a_base_says_for_later_is_done_once()
    {
        ground.Build(
            ground.Context("FROM busybox\nONBUILD RUN echo done >> /log\nONBUILD ENV LATER=1\n"), "-t", "trigger");
        ground.Build(ground.Context("FROM trigger\nRUN cat /log > /copy\n"), "-t", "first");
        ground.Build(ground.Context("FROM first\nRUN true\n"), "-t", "second");
        Assert.Equal("done\n", ground.Run("second", "cat", "/copy"));
        Assert.Equal("done\n", ground.Run("second", "cat", "/log"));
        Assert.Contains(
            ground.Config("first").GetProperty("Env").EnumerateArray(), variable => variable.GetString() == "LATER=1");
    }

    [Fact]
    public void Heredocs_are_scripts_and_files()
    {
        ground.Build(ground.Context(
            """
            FROM busybox
            RUN <<EOF
            echo one > /one
            echo two > /two
            EOF
            RUN <<EOF
            #!/bin/cat
            shown
            EOF
            COPY <<EOF /conf
            a=$PATH
            EOF
            """), "-t", "heredocs");
        Assert.Equal("one\ntwo\n", ground.Run("heredocs", "cat", "/one", "/two"));
        Assert.StartsWith("a=/", ground.Run("heredocs", "cat", "/conf"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_for_the_user_is_the_users()
    {
        ground.Build(ground.Context("FROM busybox\nUSER 1234:1234\nWORKDIR /home/me\nRUN touch mine\n"), "-t", "owner");
        Assert.Equal("1234 1234 755\n", ground.Run("owner", "stat", "-c", "%u %g %a", "/home/me"));
        Assert.Equal("1234\n", ground.Run("owner", "stat", "-c", "%u", "/home/me/mine"));
    }

    [Fact]
    public void What_is_written_to_a_volume_stays_and_what_is_removed_is_gone()
    {
        ground.Build(ground.Context(
            """
            FROM busybox
            VOLUME /data
            RUN mkdir -p /data && echo kept > /data/file && mkdir /gone && touch /gone/a /bare
            RUN rm -r /gone /bare
            """), "-t", "volume");
        Assert.Equal("kept\n", ground.Run("volume", "cat", "/data/file"));
        Assert.Equal("", ground.Run("volume", "sh", "-c", "ls -d /gone /bare 2>/dev/null || true"));
    }

    [Fact]
    public void A_layer_has_none_of_what_was_mounted()
    {
        ground.Build(ground.Context(
            """
            FROM busybox
            RUN --mount=type=tmpfs,target=/new/place touch /new/place/a /etc/own
            """), "-t", "clean");
        string layer = Assert.Single(Directory.GetDirectories(ground.Husk["root/layers"]),
            layer => File.Exists(Path.Combine(layer, "diff/etc/own")));
        Assert.Equal(["etc", "etc/own"],
            Directory.EnumerateFileSystemEntries(Path.Combine(layer, "diff"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Path.Combine(layer, "diff"), path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_network_is_what_is_asked_for()
    {
        ground.Build(ground.Context("FROM busybox\nRUN ip -o link | cut -d: -f2 > /default\nRUN --network=none ip -o link | cut -d: -f2 > /none\n"), "-t", "net");
        Assert.Contains("eth0", ground.Run("net", "cat", "/default"));
        Assert.DoesNotContain("eth0", ground.Run("net", "cat", "/none"));
        string host = ground.Context("FROM busybox\nRUN --network=host true\n");
        Assert.Contains("network.host is not allowed: build with --allow network.host", ground.Fail(host));
        ground.Build(host, "--allow", "network.host");
    }

    [Fact]
    public void Cgroups_of_the_build_hold_its_steps()
    {
        const string look = "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/cpu/cpu.shares /sys/fs/cgroup/cpuset/cpuset.cpus 2>/dev/null || cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/cpu.weight /sys/fs/cgroup/cpuset.cpus";
        string told = ground.Build(ground.Context($"FROM busybox\nRUN ({look}) | tr '\\n' ' '\n"), "--memory", "64m",
            "--cpu-shares", "512", "--cpuset-cpus", "0");
        Assert.Matches(" 67108864 (512|20) 0 ", told);
    }

    [Fact]
    public void A_line_of_the_ignore_file_that_is_no_pattern_is_told() => Assert.Contains(
        ".dockerignore: syntax error in pattern: bad[",
        ground.Husk.Error("build", ground.Context("FROM scratch\n", (".dockerignore", "bad[\n"))));

    [Fact]
    public void Limits_of_the_build_hold_in_its_steps()
    {
        ground.Build(
            ground.Context("FROM busybox\nRUN ulimit -n > /files && df -k /dev/shm | tail -n 1 | awk '{ print $2 }' > /shm && grep extra /etc/hosts > /hosts\n"),
            "-t", "limits", "--ulimit", "nofile=77:88", "--shm-size", "1m", "--add-host", "extra:10.1.2.3");
        Assert.Equal("77\n1024\n10.1.2.3\textra\n", ground.Run("limits", "cat", "/files", "/shm", "/hosts"));
    }
}
