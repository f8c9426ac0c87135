// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Escapes;

/// <summary>A volume that another container rearranges while the runtime makes mounts on it.</summary>
public sealed class RaceTests : ConformanceTest
{
    /// <summary>With a runtime that falls for it, some of so many attempts meet the moment.</summary>
    private const int Attempts = 60;

    [ContainerFact]
    public void CVE_2021_30465_a_directory_that_becomes_a_link_leads_no_mount_out()
    {
        string volume = Volume(out string outside);
        using Invocation swapper = Swap(volume);
        for (int i = 0; i < Attempts; i++)
        {
            Container container = Container(spec => spec.Bind(volume, "/mnt").Mount("/mnt/place", "tmpfs", "marked"));
            Result result = container.Run();
            if (result.ExitCode == 0)
            {
                // Seen inside, wherever the link led there: a mount that is not seen has landed on the host's side.
                Assert.Contains(result.Facts().Mounts, mount => mount.Source == "marked");
            }
        }

        Assert.False(swapper.HasExited, "the volume was not rearranged all the time");
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
    }

    [ContainerFact(RuncDiffers = "makes missing directories by path before 1.1.14")]
    public void CVE_2024_45310_a_directory_that_becomes_a_link_leads_no_mkdir_out()
    {
        string volume = Volume(out string outside);
        using Invocation swapper = Swap(volume);
        for (int i = 0; i < Attempts; i++)
        {
            int number = i;
            Container container = Container(spec => spec.Bind(volume, "/mnt")
                .Mount($"/mnt/place/new-{number}/below", "tmpfs", "marked").Args("/bin/true"));
            container.Run();
        }

        Assert.False(swapper.HasExited, "the volume was not rearranged all the time");
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
    }

    private string Volume(out string outside)
    {
        outside = Sandbox.MakeDirectory("outside");
        string volume = Sandbox.MakeDirectory("volume");
        Directory.CreateDirectory(Path.Combine(volume, "place"));
        File.CreateSymbolicLink(Path.Combine(volume, "other"), outside);
        return volume;
    }

    private Invocation Swap(string volume) =>
        Sandbox.BeginCommand(Launch.Default, Path.Combine(AppContext.BaseDirectory, "probe"), "swap",
            Path.Combine(volume, "place"), Path.Combine(volume, "other"), "120");
}
