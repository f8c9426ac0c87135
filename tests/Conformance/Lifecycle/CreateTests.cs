// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.IO;
using System.Threading;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>runtime-spec, runtime.md "Create": everything is made, nothing of the user's runs.</summary>
public sealed class CreateTests : ConformanceTest
{
    [ContainerFact]
    public void The_process_does_not_run_before_start()
    {
        string volume = Sandbox.MakeDirectory("volume");
        string sign = Path.Combine(volume, "ran");
        Container container =
            Container(spec => spec.Bind(volume, "/mnt").Args("/bin/probe", "touch", "/mnt/ran", ",", "sleep"));
        container.Create().Succeeded();
        Thread.Sleep(150);
        Assert.False(File.Exists(sign));
        container.Start().Succeeded();
        Eventually.True(() => File.Exists(sign), "the process has run");
    }

    [ContainerFact]
    public void The_config_is_frozen_by_create()
    {
        string volume = Sandbox.MakeDirectory("volume");
        Container container =
            Container(spec => spec.Bind(volume, "/mnt").Args("/bin/probe", "touch", "/mnt/of-create"));
        container.Create().Succeeded();
        container.Spec.Args("/bin/probe", "touch", "/mnt/of-later");
        container.WriteConfig();
        container.Start().Succeeded();
        container.WaitForStatus("stopped");
        Assert.True(File.Exists(Path.Combine(volume, "of-create")));
        Assert.False(File.Exists(Path.Combine(volume, "of-later")));
    }

    [ContainerTheory]
    [InlineData("")]
    [InlineData("{ not json")]
    public void A_config_lost_after_create_is_not_missed(string content)
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.Create().Succeeded();
        File.Delete(container.ConfigPath);
        if (content.Length > 0)
        {
            File.WriteAllText(container.ConfigPath, content);
        }

        container.Start().Succeeded();
        container.Kill().Succeeded();
        container.WaitForStatus("stopped");
        container.Delete().Succeeded();
    }

    [ContainerFact(RuncDiffers = "reads config.json again for each exec")]
    public void An_exec_does_not_need_the_config_either()
    {
        Container container = Container().RunSleeping();
        File.WriteAllText(container.ConfigPath, "{ not json");
        container.Exec("/bin/true").Succeeded();
    }

    [ContainerFact]
    public void The_pid_file_has_the_hosts_number_of_the_process()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.Create("--pid-file", container.PidFile).Succeeded();
        Assert.Equal(container.Pid.ToString(CultureInfo.InvariantCulture), File.ReadAllText(container.PidFile));
        Assert.True(Directory.Exists($"/proc/{container.Pid}"));
    }

    [ContainerFact]
    public void A_relative_pid_file_is_below_the_working_directory_of_the_caller()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.BeginCreate(new Launch { WorkingDirectory = Sandbox.Path }, "--pid-file", "relative.pid").Wait()
            .Succeeded();
        Assert.Equal(container.Pid.ToString(CultureInfo.InvariantCulture),
            File.ReadAllText(Path.Combine(Sandbox.Path, "relative.pid")));
    }

    [ContainerFact]
    public void A_pid_file_that_cannot_be_written_is_an_error_and_leaves_nothing()
    {
        Container(spec => spec.Args("/bin/probe", "sleep")).Create("--pid-file", "/no/such/directory/pid")
            .Failed(1, "/no/such/directory");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_relative_bundle_becomes_absolute_in_the_state()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.WriteConfig();
        Sandbox.Begin(new Launch { WorkingDirectory = Sandbox.Path }, "create", "--bundle", "./" + container.Id,
            container.Id).Wait().Succeeded();
        Assert.Equal(container.Bundle, (string?)container.State()["bundle"]);
    }

    [ContainerFact]
    public void The_process_is_in_its_namespaces_and_cgroups_already()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.Create().Succeeded();
        foreach (string link in (string[])["pid", "net", "ipc", "uts", "mnt"])
        {
            Assert.NotEqual(File.ResolveLinkTarget("/proc/self/ns/" + link, false)!.Name,
                File.ResolveLinkTarget($"/proc/{container.Pid}/ns/{link}", false)!.Name);
        }

        Assert.Contains(container.CgroupsPath, File.ReadAllText($"/proc/{container.Pid}/cgroup"),
            System.StringComparison.Ordinal);
    }

    [ContainerFact]
    public void The_process_does_not_depend_on_the_runtime_that_created_it()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        using (Invocation create = container.BeginCreate(Launch.Default))
        {
            create.Wait().Succeeded();
        }

        Thread.Sleep(100);
        Assert.Equal("created", container.Status);
    }

    [ContainerFact]
    public void Killing_the_process_while_created_makes_it_stopped()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.Create().Succeeded();
        Sandbox.Command("kill", "-9", container.Pid.ToString(CultureInfo.InvariantCulture)).Succeeded();
        container.WaitForStatus("stopped");
        container.Start().Exited(1);
        container.Delete().Succeeded();
    }
}
