// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.WithCriu;

/// <summary>A container that was written and comes back: the same processes, in the same surroundings.</summary>
public sealed class GoingOnTests : ConformanceTest
{
    private readonly RealCriu _criu;

    public GoingOnTests() => _criu = new RealCriu(Sandbox);

    [ContainerFact]
    public void The_processes_go_on_where_they_were_and_every_verb_works()
    {
        Counting counting = new Counting(Sandbox).Run();
        Container container = counting.Container;
        _criu.Checkpoint(container).Succeeded();
        Sandbox.AssertNothingLeft();
        _criu.Restore(container).Succeeded();
        counting.AssertGoesOn();
        Assert.Equal($"{container.Pid}", File.ReadAllText(container.PidFile));
        container.Exec("/bin/true").Succeeded();
        container.Pause().Succeeded();
        container.Resume().Succeeded();
        container.Kill().Succeeded();
        container.WaitForStatus("stopped");
        container.Delete().Succeeded();
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void One_that_is_to_go_on_goes_on_and_can_come_back_later()
    {
        Counting counting = new Counting(Sandbox).Run();
        _criu.Checkpoint(counting.Container, "--leave-running").Succeeded();
        counting.AssertGoesOn();
        int before = counting.Last;
        counting.Container.Delete("--force").Succeeded();
        _criu.Restore(counting.Container).Succeeded();
        // It counts some numbers again: its memory is that of the checkpoint.
        Eventually.True(
            () => counting.Numbers.SkipWhile((_, i) => i < before).Any(number => number < before), "an older number");
    }

    [ContainerFact]
    public void It_comes_back_as_often_as_one_likes()
    {
        Counting counting = new Counting(Sandbox).Run();
        _criu.Checkpoint(counting.Container).Succeeded();
        for (int time = 0; time < 3; time++)
        {
            int lines = counting.Numbers.Length;
            _criu.Restore(counting.Container).Succeeded();
            Eventually.True(() => counting.Numbers.Length > lines, "another number");
            counting.Container.Delete("--force").Succeeded();
        }
    }

    [ContainerFact]
    public void What_came_back_can_be_written_again()
    {
        Counting counting = new Counting(Sandbox).Run();
        for (int time = 0; time < 2; time++)
        {
            _criu.Checkpoint(counting.Container).Succeeded();
            _criu.Restore(counting.Container).Succeeded();
            counting.AssertGoesOn();
        }
    }

    [ContainerFact]
    public void One_that_is_paused_can_be_written()
    {
        Counting counting = new Counting(Sandbox).Run();
        counting.Container.Pause().Succeeded();
        _criu.Checkpoint(counting.Container).Succeeded();
        _criu.Restore(counting.Container).Succeeded();
        counting.AssertGoesOn();
    }

    [ContainerFact]
    public void In_the_foreground_restore_has_the_status_of_the_process()
    {
        Counting counting = new Counting(Sandbox).Run();
        _criu.Checkpoint(counting.Container).Succeeded();
        using Invocation restore = _criu.BeginRestore(counting.Container, _criu.Launch);
        counting.AssertGoesOn();
        counting.Container.Kill("TERM").Succeeded();
        counting.Container.Kill().Succeeded();
        restore.Wait().Exited(128 + 9);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = "1.1 masks files with the host's /dev/null when it restores")]
    public void Identity_mounts_and_limits_are_what_they_were()
    {
        Counting counting = new Counting(Sandbox, edit: spec => spec
            .Set("linux.resources.pids", new JsonObject { ["limit"] = 99 })
            .Set("process.user", new JsonObject { ["uid"] = 0, ["gid"] = 0, ["additionalGids"] = new JsonArray(5, 6) })
            .Set("process.noNewPrivileges", true)
            .Set("linux.seccomp", JsonNode.Parse(
                """{"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{"names": ["mkdir"], "action": "SCMP_ACT_ERRNO"}]}"""))
            .Mount("/scratch", "tmpfs", "tmpfs", "nosuid", "size=1m")).Run();
        Container container = counting.Container;
        string[] before = Surroundings(container.Pid);
        _criu.Checkpoint(container).Succeeded();
        _criu.Restore(container).Succeeded();
        counting.AssertGoesOn();
        Assert.Equal(before, Surroundings(container.Pid));
        Assert.Equal("99", container.ReadCgroup("pids", "pids.max"));
        Assert.Contains(container.CgroupsPath, File.ReadAllText($"/proc/{container.Pid}/cgroup"));
    }

    [ContainerFact]
    public void Files_that_are_open_deleted_or_in_memory_are_kept()
    {
        Counting counting = new Counting(
            Sandbox,
            """
            echo kept > /scratch/file
            echo deleted > /scratch/gone; exec 5< /scratch/gone; rm /scratch/gone
            (i=0; while :; do i=$((i+1)); echo $i; sleep 0.05; done) | while read n; do
              [ "$n" = 1 ] || { [ "$(cat /scratch/file)" = kept ] && [ -e /proc/self/fd/5 ]; } || exit 1
              echo $n >> /mnt/numbers
            done
            """,
            spec => spec.Mount("/scratch", "tmpfs", "tmpfs", "size=1m")).Run();
        _criu.Checkpoint(counting.Container).Succeeded();
        _criu.Restore(counting.Container).Succeeded();
        counting.AssertGoesOn();
    }

    [ContainerTheory]
    [InlineData("soft")]
    [InlineData("full")]
    public void Modes_of_cgroups_work(string mode) => AssertWorks(mode);

    [ContainerFact(RuncDiffers = "1.1 does not know it")]
    public void Cgroups_can_be_ignored() => AssertWorks("ignore");

    private void AssertWorks(string mode)
    {
        Counting counting = new Counting(Sandbox).Run();
        _criu.Checkpoint(counting.Container, "--manage-cgroups-mode", mode).Succeeded();
        _criu.Restore(counting.Container, "--manage-cgroups-mode", mode).Succeeded();
        counting.AssertGoesOn();
        Assert.Contains(counting.Container.CgroupsPath, File.ReadAllText($"/proc/{counting.Container.Pid}/cgroup"));
    }

    private static string[] Surroundings(int pid) => [.. Status(pid), .. Mounts(pid)];

    private static string[] Status(int pid) =>
        [.. File.ReadLines($"/proc/{pid}/status").Where(line => line.Split(':')[0] is
            "Uid" or "Gid" or "Groups" or "Umask" or "NSpid" or "NoNewPrivs" or "Seccomp" or "Seccomp_filters"
            or "CapInh" or "CapPrm" or "CapEff" or "CapBnd" or "CapAmb" or "SigIgn" or "SigCgt")
            .Select(line => line.StartsWith("NSpid") ? line.Split('\t')[^1] : line)];

    /// <summary>Places, options and types; the numbers are others.</summary>
    private static string[] Mounts(int pid) =>
        [.. File.ReadLines($"/proc/{pid}/mountinfo").Select(line => line.Split(' '))
            .Select(words => $"{words[4]} {words[5]} {words[System.Array.IndexOf(words, "-") + 1]}").Order()];
}
