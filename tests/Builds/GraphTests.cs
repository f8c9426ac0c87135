// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Text.Json;
using Husk.Linux.Tests;

namespace Husk.Builds.Tests;

/// <summary>Stages, and what is built of them.</summary>
public sealed class GraphTests(BuildGround ground) : IClassFixture<BuildGround>
{
    [Fact]
    public void Stages_that_nobody_needs_are_not_built()
    {
        string told = ground.Build(ground.Context(
            """
            FROM busybox AS broken
            RUN exit 1
            FROM busybox AS made
            RUN echo made > /out
            FROM scratch
            COPY --from=made /out /out
            """), "-t", "stages");
        Assert.DoesNotContain("exit 1", told);
        Assert.Contains("[made 2/2] RUN", told);
    }

    [Fact]
    public void A_target_is_as_far_as_it_goes()
    {
        string context = ground.Context("FROM busybox AS one\nRUN echo 1 > /n\nFROM one AS two\nRUN exit 1\n");
        ground.Build(context, "--target", "one", "-t", "one");
        Assert.Equal("1\n", ground.Run("one", "cat", "/n"));
        Assert.Contains(
            "target stage \"onn\" could not be found (did you mean one?)", ground.Fail(context, "--target", "onn"));
    }

    [Fact]
    public void Stages_beside_each_other_run_at_the_same_time()
    {
        // Each waits for the other: one after the other they would wait for ever.
        string meeting = Directory.CreateDirectory(ground.Husk["meeting"]).FullName;
        ground.Build(
            ground.Context(
                """
                FROM busybox AS left
                RUN --mount=type=cache,target=/m,id=meeting touch /m/left; while ! [ -e /m/right ]; do usleep 20000; done; echo l > /l
                FROM busybox AS right
                RUN --mount=type=cache,target=/m,id=meeting touch /m/right; while ! [ -e /m/left ]; do usleep 20000; done; echo r > /r
                FROM busybox
                COPY --from=left /l /
                COPY --from=right /r /
                """), "-t", "both");
        Assert.Equal("l\nr\n", ground.Run("both", "cat", "/l", "/r"));
        Directory.Delete(meeting);
    }

    [Fact]
    public void What_no_build_can_come_of_is_told_by_checks_too()
    {
        string context = ground.Context("FROM $BASE\nMAINTAINER me\n");
        (int code, string output, _) = ground.Husk.Run("build", "--check", context);
        Assert.Equal(1, code);
        Assert.Contains("\nWARNING: MaintainerDeprecated", output);
        Assert.Contains("\nERROR: base name ($BASE) should not be blank\nDockerfile:1\n", output);
        Assert.Equal(("base name ($BASE) should not be blank", 1), Error(context));
        Assert.Equal(("dockerfile parse error on line 2: unknown instruction: RUNN (did you mean RUN?)", 2),
            Error(ground.Context("FROM scratch\nRUNN x\n")));
        string sound = ground.Context("ARG BASE=scratch\nFROM $BASE\nCOPY Dockerfile /\n");
        Assert.Equal("Check complete, no warnings found.\n", ground.Husk.Output("build", "--check", sound));
        Assert.Contains(
            "invalid stage index 5", ground.Fail(ground.Context("FROM busybox\nCOPY --from=5 /a /a\n")));

        (string?, int) Error(string of)
        {
            (int failed, string document, _) = ground.Husk.Run("build", "--call=check,format=json", of);
            Assert.Equal(1, failed);
            JsonElement error = JsonDocument.Parse(document).RootElement.GetProperty("buildError");
            return (error.GetProperty("message").GetString(), error.GetProperty("location").GetProperty("ranges")[0]
                .GetProperty("start").GetProperty("line").GetInt32());
        }
    }

    [Fact]
    public void A_circle_is_refused()
    {
        Assert.Contains("circular dependency detected on stage: a",
            ground.Fail(ground.Context("FROM busybox AS a\nCOPY --from=a /x /y\n")));
    }

    [Fact]
    public void A_name_can_stand_for_a_directory_or_another_image()
    {
        string context = ground.Context("FROM base\nCOPY --from=data file /\nCMD cat /file\n");
        string data = ground.Context("", ("file", "from data\n"));
        ground.Build(context, "-t", "named", "--build-context", $"data={data}", "--build-context",
            "base=docker-image://busybox");
        Assert.Equal("from data\n", ground.Run("named"));
    }

    [Fact]
    public void A_directory_that_stands_for_a_name_has_an_ignore_file_of_its_own()
    {
        string context = ground.Context("FROM busybox\nCOPY --from=data . /data/\n");
        string data = ground.Context(
            "", ("file", "kept"), ("secret.key", "hidden"), (".dockerignore", "*.key\nDockerfile\n.dockerignore\n"));
        ground.Build(context, "-t", "own-ignore", "--build-context", $"data={data}");
        Assert.Equal("file\n", ground.Run("own-ignore", "ls", "-A", "/data"));
    }

    [Fact]
    public void A_name_can_stand_for_an_image_of_a_layout()
    {
        string layout = ground.Husk["layout"];
        Command.Output("skopeo", "copy", "-q", $"docker-archive:{ground.Husk["busybox.tar"]}", $"oci:{layout}:here");
        string[] before = Directory.GetFileSystemEntries(layout);
        string context = ground.Context("FROM base AS first\nRUN echo layout > /made\nFROM busybox\nCOPY --from=first /made /\nCOPY --from=base /bin/busybox /copied\n");
        ground.Build(context, "-t", "of-layout", "--build-context", $"base=oci-layout://{layout}:here");
        Assert.Equal("layout\n", ground.Run("of-layout", "cat", "/made"));
        Assert.Equal("", ground.Run("of-layout", "cmp", "/copied", "/bin/busybox"));
        string digest = JsonDocument.Parse(File.ReadAllText(Path.Combine(
            layout, "index.json"))).RootElement.GetProperty("manifests")[0].GetProperty("digest").GetString()!;
        ground.Build(context, "--build-context", $"base=oci-layout://{layout}@{digest}");
        Assert.Contains("has no image latest: there are here",
            ground.Fail(context, "--build-context", $"base=oci-layout://{layout}"));
        Assert.Contains("/nowhere/index.json: no such file",
            ground.Fail(context, "--build-context", "base=oci-layout:///nowhere:a"));
        Assert.Equal(before, Directory.GetFileSystemEntries(layout));
        // A blob that is not what its name says.
        string blob = Path.Combine(layout, "blobs/sha256", digest["sha256:".Length..]);
        File.WriteAllText(blob, File.ReadAllText(blob) + " ");
        Assert.Contains("has another digest than its name says",
            ground.Fail(context, "--build-context", $"base=oci-layout://{layout}:here"));
    }

    [Fact]
    public void A_context_of_a_stages_name_takes_its_place()
    {
        string context = ground.Context("FROM busybox AS made\nRUN exit 1\nFROM made AS upon\nRUN echo upon > /u\nFROM busybox\nCOPY --from=made file /\n");
        string data = ground.Context("", ("file", "replaced\n"));
        ground.Build(context, "-t", "replaced", "--build-context", $"made={data}");
        Assert.Equal("replaced\n", ground.Run("replaced", "cat", "/file"));
        ground.Build(context, "-t", "replaced", "--target", "upon", "--build-context", "made=docker-image://busybox");
        Assert.Equal("upon\n", ground.Run("replaced", "cat", "/u"));
        Assert.Contains("made: a directory is no image",
            ground.Fail(context, "--target", "upon", "--build-context", $"made={data}"));
    }

    [Fact]
    public void A_failed_step_tells_its_place_and_leaves_nothing()
    {
        string told = ground.Fail(
            ground.Context("FROM busybox\n\nRUN echo before\nRUN echo out && \\\n    exit 7\nRUN echo after\n"));
        Assert.Contains(" > [3/4] RUN echo out &&     exit 7:", told);
        Assert.Contains(
            """
            Dockerfile:4
            --------------------
               3 |     RUN echo before
               4 | >>> RUN echo out && \
               5 | >>>     exit 7
               6 |     RUN echo after
            --------------------
            ERROR: failed to build: failed to solve: process "/bin/sh -c echo out &&     exit 7" did not complete successfully: exit code: 7
            """, told);
        ground.AssertNothingIsLeft();
    }

    [Fact]
    public void What_was_done_before_a_failure_is_not_done_again()
    {
        string context = ground.Context("FROM busybox\nRUN echo slow > /slow\nRUN test -e /missing\n");
        ground.Fail(context);
        File.WriteAllText(Path.Combine(context, "Dockerfile"), "FROM busybox\nRUN echo slow > /slow\nRUN true\n");
        Assert.Contains("[2/3] RUN echo slow > /slow\n#5 CACHED", ground.Build(context));
    }

    [Fact]
    public void A_Dockerfile_that_makes_no_sense_is_quoted()
    {
        string told = ground.Fail(ground.Context("FROM busybox\nRUM true\n"));
        Assert.Contains("unknown instruction: RUM (did you mean RUN?)", told);
        Assert.Contains("   2 | >>> RUM true\n     |     ^^^\n", told);
    }

    [Fact]
    public void An_image_that_is_nowhere_is_named()
    {
        string told = ground.Fail(ground.Context("FROM localhost:1/nothing\n"));
        Assert.Contains("localhost:1/nothing", told);
        Assert.Contains(">>> FROM localhost:1/nothing", told);
    }
}
