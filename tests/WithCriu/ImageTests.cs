// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.WithCriu;

/// <summary>Where the images are, and what more than one checkpoint makes of them.</summary>
public sealed class ImageTests : ConformanceTest
{
    private readonly RealCriu _criu;

    public ImageTests() => _criu = new RealCriu(Sandbox);

    [ContainerFact]
    public void Without_a_path_they_are_in_checkpoint_of_the_working_directory()
    {
        Counting counting = new Counting(Sandbox).Run();
        string directory = Sandbox.MakeDirectory("here");
        Launch here = _criu.Launch with { WorkingDirectory = directory };
        Sandbox.Begin(here, "checkpoint", counting.Container.Id).Wait().Succeeded();
        Assert.True(File.Exists(Path.Combine(directory, "checkpoint", "inventory.img")));
        Sandbox.Begin(here, "restore", "--detach", "--bundle", counting.Container.Bundle, counting.Container.Id).Wait()
            .Succeeded();
        counting.AssertGoesOn();
    }

    [ContainerFact(RuncDiffers = "1.1 looks for them in the bundle when it restores")]
    public void Relative_paths_are_of_the_working_directory_and_logs_of_the_work_path()
    {
        Counting counting = new Counting(Sandbox).Run();
        string directory = Sandbox.MakeDirectory("here");
        Launch here = _criu.Launch with { WorkingDirectory = directory };
        string[] paths = ["--image-path", "a/images", "--work-path", "../work"];
        Sandbox.Begin(here, ["checkpoint", .. paths, counting.Container.Id]).Wait().Succeeded();
        Sandbox.Begin(
            here, ["restore", .. paths, "--detach", "--bundle", counting.Container.Bundle, counting.Container.Id])
            .Wait().Succeeded();
        counting.AssertGoesOn();
        Assert.True(File.Exists(Path.Combine(directory, "a/images/inventory.img")));
        Assert.True(File.Exists(Path.Combine(Sandbox.Path, "work/dump.log")));
        Assert.True(File.Exists(Path.Combine(Sandbox.Path, "work/restore.log")));
    }

    /// <summary>On a kernel that does not tell which pages were written to, the first step says so.</summary>
    [ContainerFact]
    public void A_pre_dump_is_the_parent_of_the_next_one()
    {
        Counting counting = new Counting(Sandbox).Run();
        string before = Path.Combine(Sandbox.Path, "before");
        Result first = _criu.Runtime("checkpoint", "--pre-dump", "--image-path", before, counting.Container.Id);
        if (_criu.KnowsDirtyPages)
        {
            first.Succeeded();
            counting.AssertGoesOn();
            _criu.Checkpoint(counting.Container, "--parent-path", "../before").Succeeded();
            _criu.Restore(counting.Container).Succeeded();
        }
        else
        {
            Assert.Contains("missing feature", first.Exited(1).Stderr, System.StringComparison.OrdinalIgnoreCase);
        }

        counting.AssertGoesOn();
    }

    [ContainerFact]
    public void Memory_can_go_to_a_server_of_pages()
    {
        Counting counting = new Counting(Sandbox).Run();
        Directory.CreateDirectory(_criu.Images);
        using Invocation server = Sandbox.BeginCommand(
            _criu.Launch, RealCriu.Program, "page-server", "--images-dir", _criu.Images, "--address", "127.0.0.1",
            "--port", "27543");
        // proc(5): the port in hexadecimal digits, and 0A for one that listens.
        Eventually.True(
            () => File.ReadAllText("/proc/net/tcp").Contains(":6B97 00000000:0000 0A"), "a server of pages");
        _criu.Checkpoint(counting.Container, "--page-server", "127.0.0.1:27543").Succeeded();
        server.Wait().Succeeded();
        _criu.Restore(counting.Container).Succeeded();
        counting.AssertGoesOn();
    }

    [ContainerFact]
    public void Images_that_are_broken_are_an_error_that_has_the_words_of_CRIU()
    {
        Counting counting = new Counting(Sandbox).Run();
        _criu.Checkpoint(counting.Container).Succeeded();
        File.WriteAllText(Path.Combine(_criu.Images, "inventory.img"), "no image");
        Assert.Contains("restore.log", _criu.Restore(counting.Container).Exited(1).Stderr);
        Sandbox.AssertNothingLeft();
    }
}
