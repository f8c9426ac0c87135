// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;

namespace Husk.Builds.Tests;

/// <summary>RUN --mount.</summary>
public sealed class MountTests(BuildGround ground) : IClassFixture<BuildGround>
{
    [Fact]
    public void A_cache_stays_between_builds_and_is_in_no_image()
    {
        string context = ground.Context("FROM busybox\nARG N\nRUN --mount=type=cache,target=/cache,mode=0700,uid=7 echo $N >> /cache/log && cp /cache/log /seen && stat -c '%u %a' /cache >> /seen\n");
        ground.Build(context, "--build-arg", "N=1");
        ground.Build(context, "--build-arg", "N=2", "-t", "cache");
        Assert.Equal("1\n2\n7 700\n", ground.Run("cache", "cat", "/seen"));
        Assert.Equal("", ground.Run("cache", "sh", "-c", "ls /cache 2>/dev/null || true"));
    }

    [Fact]
    public void A_mount_without_a_target_is_where_the_command_runs()
    {
        string context = ground.Context(
            "FROM busybox AS made\nRUN echo made > /file\nFROM busybox\nWORKDIR /work\nRUN --mount=from=made --mount=type=tmpfs,target=tmp cp file /copied; touch tmp/x\n");
        ground.Build(context, "-t", "no-target");
        Assert.Equal("made\n", ground.Run("no-target", "cat", "/copied"));
        Assert.Equal("", ground.Run("no-target", "ls", "/work"));
        Assert.Contains("invalid mount target \"/\"", ground.Fail(
            ground.Context("FROM busybox\nRUN --mount=type=cache true\n")));
    }

    [Fact]
    public void A_secret_may_be_a_variable_of_the_environment()
    {
        Environment.SetEnvironmentVariable("HUSK_TEST_TOKEN", "from-environment");
        string context = ground.Context("FROM busybox\nRUN --mount=type=secret,id=t,required=true echo \"got $(wc -c < /run/secrets/t)\"\nRUN --mount=type=secret,id=HUSK_TEST_TOKEN,env=T echo \"and ${#T}\"\n");
        string told = ground.Build(context, "--secret", "id=t,env=HUSK_TEST_TOKEN", "--secret", "id=HUSK_TEST_TOKEN");
        Assert.Contains("got 16", told);
        Assert.Contains("and 16", told);
        Assert.DoesNotContain("from-environment", told);
        // Of two the last counts.
        Assert.Contains("got 16",
            ground.Build(
                context, "--no-cache", "--secret", "id=t,src=/dev/null", "--secret", "id=t,env=HUSK_TEST_TOKEN"));
    }

    [Fact]
    public void A_step_that_has_a_locked_cache_twice_does_not_wait_for_itself()
    {
        ground.Build(ground.Context(
            "FROM busybox\nRUN --mount=type=cache,id=twice,target=/a,sharing=locked --mount=type=cache,id=twice,target=/b,sharing=locked echo x > /a/x && cp /b/x /seen\n"), "-t", "twice");
        Assert.Equal("x\n", ground.Run("twice", "cat", "/seen"));
    }

    [Fact]
    public void A_secret_is_in_the_step_and_nowhere_else()
    {
        string file = ground.Husk["token"];
        File.WriteAllText(file, "very-secret");
        string context = ground.Context(
            """
            FROM busybox
            RUN --mount=type=secret,id=token,mode=0440,uid=5 stat -c '%u %a %s' /run/secrets/token > /seen
            RUN --mount=type=secret,id=token,env=TOKEN echo ${#TOKEN} >> /seen
            """);
        ground.Build(context, "-t", "secret", "--secret", $"id=token,src={file}");
        Assert.Equal("5 440 11\n11\n", ground.Run("secret", "cat", "/seen"));
        Assert.Equal("", ground.Run("secret", "sh", "-c", "ls /run/secrets 2>/dev/null || true"));
        foreach (string path in Directory.EnumerateFiles(ground.Husk["root"], "*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        }))
        {
            Assert.DoesNotContain("very-secret", File.ReadAllText(path));
        }
        Assert.Contains("secret missing: not found",
            ground.Fail(ground.Context("FROM busybox\nRUN --mount=type=secret,id=missing,required=true true\n")));
    }

    [Fact]
    public void A_bind_shows_files_of_the_context_and_of_stages_and_keeps_no_change()
    {
        string context = ground.Context(
            """
            FROM busybox AS other
            RUN mkdir /dir && echo stage > /dir/file
            FROM busybox
            RUN --mount=type=bind,target=/ctx cat /ctx/a > /out; ! touch /ctx/new 2>/dev/null
            RUN --mount=from=other,source=/dir,target=/st,rw cat /st/file >> /out && echo changed > /st/file
            RUN --mount=from=other,source=/dir,target=/st cat /st/file >> /out
            RUN --mount=target=/ctx,rw echo written > /ctx/a
            """,
            ("a", "context\n"));
        ground.Build(context, "-t", "bind");
        Assert.Equal("context\nstage\nstage\n", ground.Run("bind", "cat", "/out"));
        Assert.Equal("context\n", File.ReadAllText(Path.Combine(context, "a")));
    }

    [Fact]
    public void A_bind_does_not_show_what_is_ignored()
    {
        ground.Build(ground.Context(
            "FROM busybox\nRUN --mount=target=/ctx ls -a /ctx > /seen\n", (".dockerignore", "hidden\nDockerfile\n"),
            ("hidden", ""), ("shown", "")), "-t", "ignored");
        string seen = ground.Run("ignored", "cat", "/seen");
        Assert.Contains("shown", seen);
        Assert.DoesNotContain("hidden", seen);
    }

    [Fact]
    public void What_is_bound_is_part_of_the_key()
    {
        string context = ground.Context("FROM busybox\nRUN --mount=target=/ctx cat /ctx/a > /a\n", ("a", "1"));
        ground.Build(context, "-t", "bound");
        File.WriteAllText(Path.Combine(context, "a"), "2");
        ground.Build(context, "-t", "bound");
        Assert.Equal("2", ground.Run("bound", "cat", "/a"));
    }

    [Fact]
    public void Links_lead_no_mount_out_of_its_tree()
    {
        string told = ground.Fail(ground.Context(
            "FROM busybox AS evil\nRUN ln -s /etc /out\nFROM busybox\nRUN --mount=from=evil,source=/out/hostname,target=/x cat /x\n"));
        Assert.Contains("not found", told);
    }
}
