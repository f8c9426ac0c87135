// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Engine.Containers;
using Husk.Engine.Containers.Specs;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Tests.Specs;

public sealed class ProcessTests
{
    [Theory]
    [InlineData("", "a b", "a b")]
    [InlineData("x y", "a b", "x y a b")]
    [InlineData("x", "", "x")]
    public void The_entrypoint_stands_before_the_command(string entrypoint, string command, string args) =>
        Assert.Equal(args, string.Join(' ', Request.Spec(config: Request.Config with
        {
            Entrypoint = Words(entrypoint),
            Cmd = Words(command),
        }).Process!.Args));

    [Fact]
    public void An_empty_entrypoint_is_none() =>
        Assert.Equal(["ls"], Request.Spec(config: Request.Config with
        {
            Entrypoint = [""],
            Cmd = ["ls"],
        }).Process!.Args);

    [Fact]
    public void Without_any_word_there_is_nothing_to_run()
    {
        var failure = Assert.Throws<EngineException>(() => Request.Spec(config: Request.Config with { Cmd = null }));
        Assert.Equal("no command specified", failure.Message);
    }

    [Fact]
    public void A_terminal_brings_its_type_and_size()
    {
        SpecRequest request = Request.Of(config: Request.Config with { Tty = true }) with
        {
            ConsoleSize = new ConsoleSize { Height = 24, Width = 80 },
        };
        Process process = SpecBuilder.Build(request).Process!;
        Assert.True(process.Terminal);
        Assert.Contains("TERM=xterm", process.Env);
        Assert.Equal(80u, process.ConsoleSize!.Width);
    }

    [Fact]
    public void Variables_replace_in_place_are_added_and_are_taken_away()
    {
        string[] env = Request.Spec(config: Request.Config with
        {
            Env = ["PATH=/bin", "A=1", "HOSTNAME"],
        }).Process!.Env;
        Assert.Equal(["PATH=/bin", "A=1"], env);
    }

    [Fact]
    public void Links_come_before_what_the_user_says()
    {
        SpecRequest request = Request.Of(config: Request.Config with { Env = ["DB_PORT=mine"] }) with
        {
            LinkEnvironment = ["DB_PORT=tcp://1", "DB_NAME=/a/db"],
        };
        string[] env = SpecBuilder.Build(request).Process!.Env;
        Assert.Contains("DB_PORT=mine", env);
        Assert.Contains("DB_NAME=/a/db", env);
        Assert.DoesNotContain("DB_PORT=tcp://1", env);
    }

    [Fact]
    public void The_working_directory_is_the_one_asked_for() =>
        Assert.Equal("/srv", Request.Spec(config: Request.Config with { WorkingDir = "/srv" }).Process!.Cwd);

    [Fact]
    public void Init_is_put_before_the_command_and_mounted()
    {
        RuntimeSpec spec = SpecBuilder.Build(Request.Of(new HostConfig
        {
            Init = true,
        }) with
        { InitProgram = "/usr/libexec/husk-init" });
        Assert.Equal(["/sbin/docker-init", "--", "sh"], spec.Process!.Args);
        Mount mount = Assert.Single(spec.Mounts, one => one.Destination == "/sbin/docker-init");
        Assert.Equal(("/usr/libexec/husk-init", "bind,ro"), (mount.Source, string.Join(',', mount.Options)));
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "host")]
    [InlineData(true, "container:x")]
    public void Without_a_pid_namespace_of_its_own_or_the_wish_there_is_no_init(bool wish, string pid)
    {
        RuntimeSpec spec = SpecBuilder.Build(Request.Of(new HostConfig
        {
            Init = wish,
            PidMode = pid,
        }) with
        { InitProgram = "/i" });
        Assert.Equal(["sh"], spec.Process!.Args);
        Assert.DoesNotContain(spec.Mounts, one => one.Source == "/i");
    }

    [Fact]
    public void Ulimits_are_rlimits()
    {
        var limits = Request.Spec(new HostConfig
        {
            Ulimits = [new() { Name = "nofile", Soft = 10, Hard = 20 }, new() { Name = "core", Soft = -1, Hard = -1 }],
        }).Process!.Rlimits;
        Assert.Equal([("RLIMIT_NOFILE", 10ul, 20ul), ("RLIMIT_CORE", ulong.MaxValue, ulong.MaxValue)],
            limits.Select(one => (one.Type, one.Soft, one.Hard)));
    }

    [Fact]
    public void The_oom_score_and_the_annotations_are_handed_on()
    {
        RuntimeSpec spec = Request.Spec(new HostConfig { OomScoreAdj = 500, Annotations = new System.Collections.Generic.Dictionary<string, string> { ["a"] = "b" } });
        Assert.Equal(500, spec.Process!.OomScoreAdj);
        Assert.Equal("b", spec.Annotations["a"]);
    }

    [Fact]
    public void A_domain_is_a_domain_and_no_part_of_the_variable()
    {
        RuntimeSpec spec = Request.Spec(config: Request.Config with { Domainname = "example" });
        Assert.Equal("example", spec.Domainname);
        Assert.Contains("HOSTNAME=box", spec.Process!.Env);
    }

    private static string[] Words(string text) => text.Split(' ', System.StringSplitOptions.RemoveEmptyEntries);
}
