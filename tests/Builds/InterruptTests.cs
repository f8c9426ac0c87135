// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Husk.Containers.Tests;
using Husk.Linux;

namespace Husk.Builds.Tests;

/// <summary>Builds that are broken off.</summary>
public sealed class InterruptTests(BuildGround ground) : IClassFixture<BuildGround>
{
    private string Context(string name) =>
        ground.Context($"FROM busybox\nRUN echo before-{name} > /b\nRUN --mount=type=cache,target=/c,id={name} touch /c/up; sleep 1000\n");

    [Fact]
    public void An_interrupt_ends_it_at_once_and_leaves_nothing()
    {
        using Process build = Begin("interrupted");
        PidFd.SendSignal(PidFd.Open(build.Id), 2);
        Assert.True(build.WaitForExit(20_000), "the build goes on");
        Assert.Equal(130, build.ExitCode);
        ground.AssertNothingIsLeft();
        Assert.DoesNotContain(Sleepers(), _ => true);
        // What was done is not done again.
        Assert.Contains("echo before-interrupted > /b\n#5 CACHED", ground.Build(
            ground.Context("FROM busybox\nRUN echo before-interrupted > /b\n")));
    }

    [Fact]
    public void What_a_killed_build_left_goes_with_the_next_command()
    {
        using Process build = Begin("killed");
        build.Kill();
        build.WaitForExit();
        Assert.NotEmpty(Directory.GetDirectories(ground.Husk["root/builds"]));
        ground.Build(ground.Context("FROM busybox\nENV A=1\n"));
        Engine.Await(() => !Sleepers().Any(), "the step's process has ended");
        ground.Husk.Output("builder", "prune", "-f");
        ground.AssertNothingIsLeft();
    }

    [Theory]
    [InlineData("ps")]
    [InlineData("system fsck --repair")]
    public void A_look_at_containers_clears_it_away_too(string look)
    {
        using Process build = Begin(look.Split(' ')[0]);
        build.Kill();
        build.WaitForExit();
        Assert.NotEmpty(Sleepers());
        (int code, string told, _) = ground.Husk.Run("system", "fsck");
        Assert.Equal(1, code);
        Assert.Matches("(?m)^build [0-9a-f]{12}: was killed$", told);
        ground.Husk.Output(look.Split(' '));
        Engine.Await(() => Sleepers().Length == 0, "the step's process has ended");
        Assert.Equal("", ground.Husk.Output("system", "fsck"));
        ground.Husk.Output("builder", "prune", "-f");
        ground.AssertNothingIsLeft();
    }

    [Fact]
    public void A_runtime_that_has_not_made_its_container_yet_is_ended_and_nobody_who_only_names_it()
    {
        using Process build = Begin("slow");
        build.Kill();
        build.WaitForExit();
        string step = Directory.GetDirectories(ground.Husk["root/builds"]).SelectMany(
            dead => Directory.GetDirectories(dead + "/steps").Select(
                step => $"build-{Path.GetFileName(dead)}-{Path.GetFileName(step)}")).First();
        using Process runtime = Waiting("--root", ground.Husk["r/oci"], "run", "--bundle", "/bundle", step);
        using Process reader = Waiting("run", step);
        ground.Husk.Output("ps");
        Assert.True(runtime.WaitForExit(10_000), "the runtime goes on");
        Assert.False(reader.HasExited);
        reader.Kill();
        ground.Husk.Output("builder", "prune", "-f");
        ground.AssertNothingIsLeft();
    }

    [Fact]
    public void Killed_at_any_instant_it_leaves_a_store_that_is_whole()
    {
        string context = ground.Context("FROM busybox\nWORKDIR /w\nCOPY a .\nRUN cat a > b\nRUN cat b > c\nCOPY --from=busybox /bin/busybox d\n", ("a", "A"));
        var random = new Random(1);
        for (int kill = 0;
            kill < int.Parse(
                Environment.GetEnvironmentVariable("HUSK_BUILD_KILLS") ?? "10", CultureInfo.InvariantCulture); kill++)
        {
            using Process build = ground.Start(context, "--no-cache", "-t", "killed");
            build.OutputDataReceived += (_, _) => { };
            build.ErrorDataReceived += (_, _) => { };
            build.BeginErrorReadLine();
            build.BeginOutputReadLine();
            build.WaitForExit(random.Next(50, 1500));
            build.Kill();
            build.WaitForExit();
        }

        ground.Build(context, "-t", "killed");
        Assert.Equal("A", ground.Run("killed", "cat", "/w/c"));
        ground.Husk.Output("builder", "prune", "-f");
        ground.AssertNothingIsLeft();
        Assert.Equal("", ground.Husk.Output("system", "fsck"));
    }

    /// <summary>A build whose last step has begun.</summary>
    private Process Begin(string name)
    {
        Process build = ground.Start(Context(name));
        string mounts = ground.Husk["root/cache-mounts"];
        Engine.Await(
            () => Directory.Exists(mounts) && Directory.EnumerateFiles(mounts, "up", SearchOption.AllDirectories)
                .Any(file => File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "../id")) == name),
            "the step runs");
        return build;
    }

    /// <summary>A process with these words behind its name.</summary>
    private static Process Waiting(params string[] words) => Process.Start(
        new ProcessStartInfo("/bin/sh", ["-c", "read line", "husk-oci", .. words]) { RedirectStandardInput = true })!;

    private static string[] Sleepers() =>
        [.. Directory.GetDirectories("/proc").Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]))
            .Where(IsSleeper)];

    private static bool IsSleeper(string process)
    {
        try
        {
            return File.ReadAllText(process + "/cmdline").TrimEnd('\0') == "sleep\01000"
                && File.ReadAllText(process + "/cgroup").Contains("/build-", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
