// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Checkpoint;

/// <summary>`checkpoint`: what CRIU is asked, and what becomes of the container.</summary>
public sealed class CheckpointTests : ConformanceTest
{
    private readonly CriuRecord _criu;

    public CheckpointTests() => _criu = new CriuRecord(Sandbox);

    [ContainerFact]
    public void A_container_that_was_written_is_deleted()
    {
        Container container = Container().RunSleeping();
        int pid = container.Pid;
        Checkpoint(container).Succeeded();
        Assert.Equal($"{pid}", _criu.Value(CriuRecord.Dump, "2.2"));
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void The_images_directory_is_made_and_is_nobody_elses()
    {
        Checkpoint(Container().RunSleeping()).Succeeded();
        Assert.EndsWith("00\n", Sandbox.Command("stat", "-c", "%a", _criu.Images).Stdout);
        Assert.StartsWith("[", File.ReadAllText(Path.Combine(_criu.Images, "descriptors.json")));
    }

    [ContainerFact]
    public void What_every_dump_says()
    {
        Container container = Container().RunSleeping();
        Checkpoint(container).Succeeded();
        Assert.Equal("dump.log", _criu.Value(CriuRecord.Dump, "2.10"));
        Assert.Equal(container.RootfsPath, _criu.Value(CriuRecord.Dump, "2.13"));
        foreach (string flag in (string[])["2.12", "2.24", "2.50"])
        {
            Assert.Equal("1", _criu.Value(CriuRecord.Dump, flag));
        }

        Assert.Equal($"{0x40000000}", _criu.Value(CriuRecord.Dump, "2.38"));
        Assert.All(_criu.Values(CriuRecord.Notified, "3"), success => Assert.Equal("1", success));
        Assert.Equal(2, _criu.Values(CriuRecord.Notified, "3").Length);
    }

    [ContainerTheory]
    [InlineData("--tcp-established", "2.5")]
    [InlineData("--ext-unix-sk", "2.4")]
    [InlineData("--shell-job", "2.7")]
    [InlineData("--file-locks", "2.8")]
    [InlineData("--auto-dedup", "2.16")]
    public void Flags_reach_CRIU_when_they_are_given(string flag, string field)
    {
        Container container = Container().RunSleeping();
        Checkpoint(container, "--leave-running").Succeeded();
        Assert.Contains(_criu.Value(CriuRecord.Dump, field), (string?[])[null, "0"]);
        Checkpoint(container, flag).Succeeded();
        Assert.Equal("1", _criu.Value(CriuRecord.Dump, field));
    }

    [ContainerTheory(RuncDiffers = "1.1 has neither flag")]
    [InlineData("--tcp-skip-in-flight", "2.46")]
    [InlineData("--link-remap", "2.18")]
    public void Newer_flags_reach_it_too(string flag, string field)
    {
        Checkpoint(Container().RunSleeping(), flag).Succeeded();
        Assert.Equal("1", _criu.Value(CriuRecord.Dump, field));
    }

    [ContainerTheory]
    [InlineData("soft", "3")]
    [InlineData("full", "4")]
    [InlineData("strict", "5")]
    public void The_cgroups_mode_is_a_number(string mode, string number)
    {
        Checkpoint(Container().RunSleeping(), "--manage-cgroups-mode", mode).Succeeded();
        Assert.Equal(number, _criu.Value(CriuRecord.Dump, "2.34"));
    }

    [ContainerFact]
    public void Mounts_of_the_host_and_masked_files_are_external()
    {
        string volume = Sandbox.MakeDirectory("volume");
        Checkpoint(Container(spec => spec.Bind(volume, "/mnt")).RunSleeping()).Succeeded();
        string[] keys = _criu.Values(CriuRecord.Dump, "2.23.1"), values = _criu.Values(CriuRecord.Dump, "2.23.2");
        Assert.Equal("/mnt", values[Array.IndexOf(keys, "/mnt")]);
        Assert.Equal("/dev/null", values[Array.IndexOf(keys, "/proc/timer_list")]);
        Assert.DoesNotContain("/sys/firmware", keys);
    }

    [ContainerFact]
    public void A_joined_network_namespace_is_left_out_by_name()
    {
        using var holder = new NamespaceHolder(Sandbox, "net");
        Checkpoint(Container(spec => spec.Namespace("network", holder.Path)).RunSleeping()).Succeeded();
        Assert.Contains(
            $"{holder.Name!.TrimEnd(']').Replace("net:[", "net[")}]:extRootNetNS", _criu.Values(
                CriuRecord.Dump, "2.37"));
    }

    [ContainerFact]
    public void A_container_that_is_to_go_on_goes_on()
    {
        Container container = Container().RunSleeping();
        Checkpoint(container, "--leave-running").Succeeded();
        Assert.Equal("1", _criu.Value(CriuRecord.Dump, "2.3"));
        Assert.Equal("running", container.Status);
    }

    [ContainerFact]
    public void A_pre_dump_is_of_the_memory_alone()
    {
        Container container = Container(spec => spec.Bind("/etc", "/mnt")).RunSleeping();
        Checkpoint(container, "--pre-dump").Succeeded();
        Assert.Equal($"{container.Pid}", _criu.Value(CriuRecord.PreDump, "2.2"));
        Assert.Empty(_criu.Values(CriuRecord.PreDump, "2.23.1"));
        Assert.Equal("running", container.Status);
    }

    [ContainerFact]
    public void The_next_dump_names_its_parent()
    {
        Container container = Container().RunSleeping();
        string parent = Path.Combine(Sandbox.Path, "before");
        _criu.Runtime("checkpoint", "--pre-dump", "--image-path", parent, container.Id).Succeeded();
        Checkpoint(container, "--parent-path", "../before").Succeeded();
        Assert.Equal(("../before", "1"), (_criu.Value(CriuRecord.Dump, "2.14"), _criu.Value(CriuRecord.Dump, "2.15")));
    }

    [ContainerTheory]
    [InlineData("/absolute", "--parent-path")]
    [InlineData("missing", "--parent-path")]
    public void A_parent_is_a_directory_beside_the_images(string parent, string complaint)
    {
        Container container = Container().RunSleeping();
        Checkpoint(container, "--parent-path", parent).Failed(1, complaint);
        Assert.Equal("running", container.Status);
    }

    [ContainerFact]
    public void A_page_server_has_an_address_and_a_port()
    {
        Container container = Container().RunSleeping();
        Checkpoint(container, "--page-server", "nowhere").Failed(
            1, "Use --page-server ADDRESS:PORT to specify page server");
        Checkpoint(container, "--page-server", "127.0.0.1:2000").Succeeded();
        Assert.Equal(
            ("127.0.0.1", "2000"), (_criu.Value(CriuRecord.Dump, "2.11.1"), _criu.Value(CriuRecord.Dump, "2.11.2")));
    }

    [ContainerTheory]
    [InlineData("--manage-cgroups-mode", "loud")]
    [InlineData("--empty-ns", "mount")]
    public void A_value_that_cannot_be_is_refused(string flag, string value)
    {
        Container container = Container().RunSleeping();
        Assert.Equal(1, Checkpoint(container, flag, value).ExitCode);
        Assert.Equal("running", container.Status);
    }

    [ContainerFact]
    public void Only_what_runs_can_be_written()
    {
        Container container = Container(spec => spec.Args("/bin/true"));
        container.Create().Succeeded();
        Checkpoint(container).Failed(1, "cannot be checkpointed in created state");
    }

    [ContainerFact]
    public void A_dump_that_fails_leaves_the_container_running_and_tells_why()
    {
        _criu.Moods["CRIU_FAILS"] = "1";
        Container container = Container().RunSleeping();
        Result result = Checkpoint(container).Exited(1);
        Assert.Contains("criu failed: type", result.Stderr);
        Assert.Equal("running", container.Status);
    }

    [ContainerFact(RuncDiffers = "1.1 tells the name of the log only")]
    public void The_error_has_the_last_errors_of_CRIUs_log()
    {
        _criu.Moods["CRIU_FAILS"] = "1";
        Checkpoint(Container().RunSleeping()).Failed(
            1, "Can't do what was asked", Path.Combine(_criu.Images, "dump.log"));
    }

    [ContainerFact]
    public void A_CRIU_that_goes_away_is_an_error()
    {
        _criu.Moods["CRIU_DIES"] = "1";
        Container container = Container().RunSleeping();
        Assert.Equal(1, Checkpoint(container).ExitCode);
        Assert.Equal("running", container.Status);
    }

    [ContainerFact]
    public void What_the_kernel_lacks_is_found_out_first()
    {
        _criu.Moods["CRIU_LACKS"] = "1";
        Container container = Container().RunSleeping();
        Assert.Contains(
            "missing feature", Checkpoint(
                container, "--pre-dump").Exited(1).Stderr, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("running", container.Status);
    }

    [ContainerFact]
    public void Without_CRIU_there_is_no_checkpoint()
    {
        Container container = Container().RunSleeping();
        Result result = Sandbox.Runtime(
            "--criu", Path.Combine(Sandbox.Path, "no-criu"), "checkpoint", "--image-path", _criu.Images, container.Id);
        Assert.Contains("no-criu", result.Exited(1).Stderr);
        Assert.Equal("running", container.Status);
    }

    private Result Checkpoint(Container container, params string[] flags) =>
        _criu.Runtime(["checkpoint", "--image-path", _criu.Images, .. flags, container.Id]);
}
