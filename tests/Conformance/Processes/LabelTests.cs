// SPDX-License-Identifier: Apache-2.0
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>
/// runtime-spec, config.md "Linux Process": `apparmorProfile`, `selinuxLabel`; config-linux.md "Mount Label". True of a
/// kernel without these modules, and of one with them that knows no such profile or label.
/// </summary>
public sealed class LabelTests : ConformanceTest
{
    private const string Unknown = "husk-no-such-profile";
    private const string UnknownLabel = "husk_u:husk_r:husk_t:s0";

    [ContainerFact]
    public void An_AppArmor_profile_that_cannot_be_entered_is_an_error()
    {
        Container(
            spec => spec.Set("process.apparmorProfile", Unknown)).Run().Failed(1, "apparmor failed to apply profile");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void The_same_for_a_process_that_joins()
    {
        Container container = Container().RunSleeping();
        Result exec = container.ExecWith(["--apparmor", Unknown], "/bin/probe", "exit", "0").Exited(255);
        Assert.Contains("apparmor failed to apply profile", exec.Error, System.StringComparison.Ordinal);
        container.Delete("--force").Succeeded();
    }

    [ContainerFact]
    public void A_SELinux_label_that_cannot_be_taken_is_an_error()
    {
        Container(spec => spec.Set("process.selinuxLabel", UnknownLabel)).Run().Failed(1, "selinux");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = "takes the label of a process that joins for a wish")]
    public void The_same_for_the_label_of_a_process_that_joins()
    {
        Container container = Container().RunSleeping();
        container.ExecWith(["--process-label", UnknownLabel], "/bin/probe", "exit", "0").Failed(255, "selinux");
        container.Delete("--force").Succeeded();
    }

    [ContainerFact]
    public void A_mount_label_that_no_file_can_have_is_an_error()
    {
        Container(spec => spec.Set("linux.mountLabel", UnknownLabel)).Run().Exited(1);
        Sandbox.AssertNothingLeft();
    }
}
