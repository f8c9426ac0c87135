// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>runtime-spec, config.md "Process", `cwd`.</summary>
public sealed class WorkingDirectoryTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData("/")]
    [InlineData("/usr/bin")]
    [InlineData("/proc/self")]
    public void The_process_starts_in_it(string cwd)
    {
        Facts facts = Facts(spec => spec.Set("process.cwd", cwd));
        Assert.Equal(cwd == "/proc/self" ? "/proc/1" : cwd, facts.Text("cwd"));
        Assert.True(facts.Flag("cwdReachable"));
    }

    [ContainerFact]
    public void A_missing_directory_is_made()
    {
        Container container = Container(spec => spec.Set("process.cwd", "/new/deep/place"));
        Assert.Equal("/new/deep/place", container.RunFacts().Text("cwd"));
        Assert.True(Directory.Exists(container.InRootfs("/new/deep/place")));
    }

    [ContainerFact]
    public void It_may_be_on_a_mount()
    {
        string volume = Sandbox.MakeDirectory("volume");
        Directory.CreateDirectory(Path.Combine(volume, "below"));
        Assert.Equal("/mnt/below",
            Facts(spec => spec.Bind(volume, "/mnt").Set("process.cwd", "/mnt/below")).Text("cwd"));
    }

    [ContainerFact]
    public void A_symbolic_link_is_followed_inside()
    {
        Container container = Container(spec => spec.Set("process.cwd", "/link"));
        File.CreateSymbolicLink(container.InRootfs("/link"), "/../../usr/bin");
        Assert.Equal("/usr/bin", container.RunFacts().Text("cwd"));
    }

    [ContainerFact]
    public void A_directory_only_root_may_enter_is_entered_before_the_user_is_changed()
    {
        Container container =
            Container(spec => spec.Set("process.cwd", "/private").Set("process.user.uid", 1000).Capabilities());
        Directory.CreateDirectory(container.InRootfs("/private"));
        Sandbox.Command("chmod", "700", container.InRootfs("/private")).Succeeded();
        Assert.Equal("/private", container.RunFacts().Text("cwd"));
    }

    [ContainerTheory]
    [InlineData("")]
    [InlineData("relative/path")]
    public void It_must_be_absolute(string cwd) =>
        Container(spec => spec.Set("process.cwd", cwd)).Run().Failed(1, "cwd");

    [ContainerFact]
    public void A_file_is_refused()
    {
        Container(spec => spec.Set("process.cwd", "/etc/passwd")).Run().Failed(1, "/etc/passwd");
        Sandbox.AssertNothingLeft();
    }
}
