// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Husk.Linux.Tests;

namespace Husk.Builds.Tests;

/// <summary>What is not done again, and what is.</summary>
public sealed class CacheTests(BuildGround ground) : IClassFixture<BuildGround>
{
    private const string Dockerfile =
        "FROM busybox\nWORKDIR /w\nCOPY a b ./\nRUN cat a b > ab\nENV X=1\nRUN echo $X >> ab\n";

    [Fact]
    public void The_same_again_comes_to_the_same_image()
    {
        string context = ground.Context(Dockerfile, ("a", "a"), ("b", "b"));
        string first = Id(context), second = Id(context);
        Assert.Equal(first, second);
        string told = ground.Build(context);
        Assert.Equal(5, told.Split('\n').Count(line => line.EndsWith("CACHED", StringComparison.Ordinal)));
        // A file's time is no content.
        File.SetLastWriteTimeUtc(Path.Combine(context, "a"), DateTime.UnixEpoch);
        Assert.Equal(first, Id(context));
    }

    [Theory]
    [InlineData("content")]
    [InlineData("mode")]
    [InlineData("name")]
    public void A_change_of_a_file_is_seen(string kind)
    {
        string context = ground.Context("FROM busybox\nCOPY dir /dir\n", ("dir/file", kind));
        string first = Id(context), file = Path.Combine(context, "dir/file");
        if (kind == "content")
            File.WriteAllText(file, "other");
        else if (kind == "mode")
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        else
            File.Move(file, file + "2");
        Assert.NotEqual(first, Id(context));
    }

    [Fact]
    public void What_the_cache_keeps_is_shown_by_buildx_words_too()
    {
        string context = ground.Context(
            "FROM busybox\nRUN --mount=type=cache,target=/kept echo shown > /kept/file; cp /kept/file /shown\n");
        ground.Husk.Output("buildx", "b", "-q", "-t", "shown", context);
        string all = ground.Husk.Output("buildx", "du");
        Assert.Matches(@"^ID +RECLAIMABLE +SIZE +LAST ACCESSED\n", all);
        Assert.Matches(@"\nShared: +\S+\nPrivate: +\S+\nReclaimable: +\S+\nTotal: +\S+\n$", all);
        string[] row = ["buildx", "du", "--filter", "description=cp /kept/file /shown", "--format",
            "{{.Type}} {{.Shared}} {{.Reclaimable}} {{.Mutable}} {{.Size}}"];
        Assert.Matches(@"^regular true false false \d+B\n$", ground.Husk.Output(row));
        ground.Husk.Output("rmi", "shown");
        Assert.Matches(@"^regular false true false \d+B\n$", ground.Husk.Output(row));
        Assert.Contains("\nDescription:  cache mount /kept\n", ground.Husk.Output(
            "builder", "du", "--verbose", "--filter", "type=exec.cachemount"), StringComparison.Ordinal);
        Assert.Contains("cannot be used together", ground.Husk.Error("builder", "du", "--verbose", "--format", "json"),
            StringComparison.Ordinal);
        ground.Husk.Output("buildx", "prune", "-f", "-a", "--filter", "description=cp /kept/file /shown");
        Assert.Equal("", ground.Husk.Output(row));
    }

    [Fact]
    public void Builds_and_layers_get_parts_of_the_disk_of_their_own_where_the_file_system_can()
    {
        ground.Build(ground.Context("FROM busybox\nCOPY a /\n", ("a", "a")));
        string spread = Directory.CreateDirectory(ground.Husk["spread"]).FullName;
        string expected = Flags(spread, "chattr +T $0 2> /dev/null || :;");
        Assert.Equal(expected, Flags(ground.Husk["root/builds"]));
        Assert.Equal(expected, Flags(ground.Husk["root/layers"]));

        static string Flags(string path, string before = "") =>
            Command.Output("/bin/sh", "-c", before + "lsattr -d $0 2> /dev/null || echo none", path).Split(' ')[0];
    }

    [Fact]
    public void What_comes_to_the_same_files_leads_on_to_what_follows()
    {
        string context =
            ground.Context("FROM busybox\nCOPY a /x\nRUN echo expensive > /y\n", ("a", "same"), ("c", "same"));
        // A layer has times too.
        File.SetLastWriteTimeUtc(Path.Combine(context, "a"), DateTime.UnixEpoch);
        File.SetLastWriteTimeUtc(Path.Combine(context, "c"), DateTime.UnixEpoch);
        ground.Build(context);
        File.WriteAllText(Path.Combine(context, "Dockerfile"),
            "FROM busybox AS s\nCOPY a /a\nFROM busybox\nCOPY c /x\nRUN echo expensive > /y\n");
        Assert.Equal("CACHED", BuildGround.End(ground.Build(context), "RUN echo expensive"));
    }

    [Fact]
    public void Nothing_is_taken_where_nothing_shall_be()
    {
        string context = ground.Context(
            "FROM busybox AS one\nRUN echo 1 > /n\nFROM busybox AS two\nCOPY --from=one /n /n\nRUN echo 2 >> /n\n");
        ground.Build(context);
        Assert.DoesNotContain("RUN echo 1 > /n\n#5 CACHED", ground.Build(context, "--no-cache"));
        string filtered = ground.Build(context, "--no-cache-filter", "two");
        Assert.Equal("CACHED", BuildGround.End(filtered, "RUN echo 1"));
        Assert.StartsWith("DONE", BuildGround.End(filtered, "RUN echo 2"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_is_gone_meanwhile_is_made_again()
    {
        string context = ground.Context("FROM busybox\nRUN echo again > /again\n");
        ground.Build(context, "-t", "gone");
        ground.Husk.Output("rmi", "-f", "gone");
        ground.Build(context, "-t", "gone");
        Assert.Equal("again\n", ground.Run("gone", "cat", "/again"));
    }

    [Fact]
    public void Pruned_steps_are_done_again_and_take_no_room()
    {
        string context = ground.Context("FROM busybox\nRUN --mount=type=cache,target=/c,id=pruned head -c 1000000 /dev/urandom > /big && cp /big /c/\n");
        ground.Build(context, "-o", "type=cacheonly");
        Assert.Matches("Build Cache +[1-9]", ground.Husk.Output("system", "df"));
        Assert.Contains(
            "Total reclaimed space: 0B", ground.Husk.Output("builder", "prune", "-f", "--filter", "until=24h"));
        Assert.Contains("Deleted build cache objects:", ground.Husk.Output("builder", "prune", "-f", "-a"));
        Assert.Matches("Build Cache +0 ", ground.Husk.Output("system", "df"));
        Assert.Empty(Directory.GetDirectories(ground.Husk["root/cache-mounts"]));
        Assert.DoesNotContain("CACHED", ground.Build(context).Split('\n')[^8..]);
        Assert.Equal("", ground.Husk.Output("system", "fsck"));
    }

    [Fact]
    public void What_was_used_last_is_kept_as_far_as_there_is_to_be_room()
    {
        ground.Husk.Output("buildx", "prune", "-f", "-a");
        string older = Large("older"), newer = Large("newer");
        ground.Build(older, "-o", "type=cacheonly");
        ground.Build(newer, "-o", "type=cacheonly");

        Assert.Contains("Total reclaimed space: 0B", ground.Husk.Output("buildx", "prune", "-f", "-a", "--keep-storage", "1g"));
        // Each is there as a blob and unpacked.
        ground.Husk.Output("buildx", "prune", "-f", "-a", "--keep-storage", "3mb");

        Assert.Equal("CACHED", BuildGround.End(ground.Build(newer, "-o", "type=cacheonly"), "RUN head"));
        Assert.StartsWith("DONE", BuildGround.End(ground.Build(older, "-o", "type=cacheonly"), "RUN head"), StringComparison.Ordinal);

        string Large(string name) => ground.Context($"FROM busybox\nRUN head -c 1000000 /dev/urandom > /{name}\n");
    }

    [Fact]
    public void A_part_of_the_cache_is_pruned()
    {
        string context = ground.Context(
            "FROM busybox\nRUN --mount=type=cache,target=/c,id=filtered echo filtered > /f\nRUN echo kept > /k\n");
        ground.Build(context, "-t", "filtered");
        string Pruned(params string[] filters) =>
            ground.Husk.Output(
                ["builder", "prune", "-f", "-a", .. filters.SelectMany(filter => (string[])["--filter", filter])]);
        Assert.Contains("Total reclaimed space: 0B", Pruned("description=echo filtered", "private"));
        Assert.Contains("Total reclaimed space: 0B", Pruned("type=source.local"));
        Assert.Single(Entries(Pruned("description=echo filtered", "shared=true")));
        Assert.Single(Entries(Pruned("description=mount filtered")));
        Assert.Single(Entries(Pruned("description=echo kept", "private=0")));
        Assert.Contains("invalid filter 'shared=perhaps'",
            ground.Husk.Error("builder", "prune", "-f", "--filter", "shared=perhaps"));

        static string[] Entries(string told) =>
            [.. told.Split('\n').Where(line => line.Length > 0 && line.All(char.IsAsciiHexDigitLower))];
    }

    [Fact]
    public void A_cache_that_cannot_be_written_ends_the_build_unless_it_may_fail()
    {
        string context = ground.Context("FROM busybox\nRUN echo exported > /e\n"),
        file = Path.Combine(ground.Husk["busybox.tar"], "cache");
        Assert.Contains("exporting cache to", ground.Fail(context, "--cache-to", $"type=local,dest={file}"));
        Assert.Contains("ERROR: ", ground.Build(context, "--cache-to", $"type=local,dest={file},ignore-error=true"));
    }

    [Fact]
    public void A_cache_goes_to_a_directory_and_comes_from_it()
    {
        string directory = ground.Husk["cache-directory"];
        string context = ground.Context(
            "FROM busybox AS one\nRUN echo first > /f\nFROM busybox\nCOPY --from=one /f /f\nRUN cat /f > /g\n");
        ground.Build(context, "--no-cache", "--cache-to", $"type=local,dest={directory},mode=max");
        ground.Husk.Output("builder", "prune", "-f", "-a");
        ground.Husk.Output("image", "prune", "-f");
        string told = ground.Build(context, "-t", "imported", "--cache-from", $"type=local,src={directory}");
        Assert.Equal("CACHED", BuildGround.End(told, "RUN echo first"));
        Assert.Equal("CACHED", BuildGround.End(told, "RUN cat /f"));
        Assert.Equal("first\n", ground.Run("imported", "cat", "/g"));
        Assert.Contains("ERROR: could not read", ground.Build(context, "--cache-from", "type=local,src=/nowhere"));
    }

    [Fact]
    public void A_cache_in_a_directory_takes_the_place_of_an_earlier_one_and_of_nothing_else()
    {
        string directory = ground.Husk["replaced-cache"];
        string Blobs() => Path.Combine(directory, "blobs/sha256");
        Command.Output("skopeo", "copy", "-q", $"docker-archive:{ground.Husk["busybox.tar"]}", $"oci:{directory}:own");
        string[] own = Directory.GetFiles(Blobs());
        string context = ground.Context("FROM busybox\nARG N\nRUN head -c 1000 /dev/urandom > /$N\n");
        ground.Build(context, "--cache-to", $"type=local,dest={directory}", "--build-arg", "N=1");
        string[] first = [.. Directory.GetFiles(Blobs()).Except(own)];
        ground.Build(context, "--cache-to", $"type=local,dest={directory}", "--build-arg", "N=2");
        string[] second = [.. Directory.GetFiles(Blobs()).Except(own)];
        Assert.Equal(3, first.Length);
        Assert.Equal(3, second.Length);
        Assert.Empty(first.Intersect(second));
        Assert.Equal(own.Order(), Directory.GetFiles(Blobs()).Except(second).Order());
        Assert.Contains("layers", Command.Output("skopeo", "inspect", "--raw", $"oci:{directory}:own"));
        ground.Husk.Output("builder", "prune", "-f", "-a");
        Assert.Equal("CACHED",
            BuildGround.End(
                ground.Build(context, "--cache-from", $"type=local,src={directory}", "--build-arg", "N=2"),
                "RUN head"));
    }

    [Fact]
    public void What_was_known_of_files_goes_with_the_last_step()
    {
        ground.Build(ground.Context("FROM busybox AS a\nRUN echo x > /x\nFROM busybox\nCOPY --from=a /x /\n"));
        Assert.NotEmpty(Directory.GetFiles(ground.Husk["root/cache"], "*.content"));
        ground.Husk.Output("builder", "prune", "-f", "-a");
        Assert.Empty(Directory.GetFiles(ground.Husk["root/cache"]));
    }

    [Fact]
    public void Checks_find_what_better_would_not_be_written_so()
    {
        string context = ground.Context("from busybox\nCMD echo shell\n");
        (int code, string output, _) = ground.Husk.Run("build", "--check", context);
        Assert.Equal(1, code);
        Assert.Contains("WARNING: JSONArgsRecommended", output);
        Assert.Contains(" - JSONArgsRecommended: ", ground.Build(context));
        // Of an image that is here it is known what it sets.
        Assert.Contains("Usage of undefined variable '$NOT'",
            ground.Husk.Run("build", "--check", ground.Context("FROM busybox\nENV A=$NOT B=$PATH\n")).Out);
        Assert.Equal("TARGET        DESCRIPTION\none           \ntwo (default) \n",
            ground.Husk.Output("build", "--call=targets", ground.Context("FROM busybox AS one\nFROM one AS two\n")));
        Assert.Equal("BUILD ARG   VALUE   DESCRIPTION\nA           2       \n\n",
            ground.Husk.Output(
                "build", "--call=outline", "--build-arg", "A=2", ground.Context("FROM busybox\nARG A=1\n")));
        Assert.Equal("A", JsonDocument.Parse(ground.Husk.Output("build", "--call=outline,format=json",
            ground.Context("FROM busybox\nARG A=1\n"))).RootElement.GetProperty("args")[0].GetProperty("name")
            .GetString());
        Assert.Contains("unknown instruction: FORM (did you mean FROM?)",
            ground.Husk.Error("build", "--call=targets", ground.Context("FORM busybox\n")));
        Assert.Contains("lint violation found for rules: JSONArgsRecommended",
            ground.Fail(ground.Context("# check=error=true\nFROM busybox\nCMD echo shell\n")));
    }

    private string Id(string context) => ground.Husk.Output("build", "-q", context).Trim();

    /// <summary>How the step of an instruction ended.</summary>
}
