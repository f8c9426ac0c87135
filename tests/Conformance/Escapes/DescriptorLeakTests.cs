// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Escapes;

/// <summary>
/// CVE-2024-21626: a descriptor of a host directory that is still open when the working directory is entered.
/// </summary>
public sealed class DescriptorLeakTests : ConformanceTest
{
    private static readonly int[] Numbers = [.. Enumerable.Range(3, 18)];

    [ContainerFact]
    public void CVE_2024_21626_no_descriptor_leads_a_new_container_out()
    {
        foreach (int number in Numbers)
        {
            AssertHarmless(Container(spec => spec.Set("process.cwd", $"/proc/self/fd/{number}")).Run());
        }
    }

    [ContainerFact]
    public void CVE_2024_21626_no_descriptor_leads_an_exec_out()
    {
        Container container = Container().RunSleeping();
        foreach (int number in Numbers)
        {
            AssertHarmless(container.ExecWith(["--cwd", $"/proc/self/fd/{number}"], "/bin/probe", "facts"));
        }
    }

    [ContainerFact]
    public void CVE_2024_21626_no_symbolic_link_leads_an_exec_out()
    {
        Container container = Container(spec => spec.Set("root.readonly", false));
        foreach (int number in Numbers)
        {
            File.CreateSymbolicLink(container.InRootfs($"/link-{number}"), $"/proc/self/fd/{number}");
        }

        container.RunSleeping();
        foreach (int number in Numbers)
        {
            AssertHarmless(container.ExecWith(["--cwd", $"/link-{number}"], "/bin/probe", "facts"));
        }
    }

    [ContainerFact]
    public void CVE_2024_21626_no_executable_is_reached_through_a_descriptor()
    {
        // A program that only the host has at that path: the way there leads through a directory of the host.
        string program = Path.Combine(Sandbox.MakeDirectory("outside"), "program");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "probe"), program);
        File.SetUnixFileMode(program, (UnixFileMode)0x1ed);
        foreach (int number in Numbers)
        {
            Result result = Container(spec =>
                spec.Args($"/proc/self/fd/{number}/../../../../../../../../../..{program}", "exit", "77")).Run();
            Assert.True(result.ExitCode != 77, $"descriptor {number} led to a program of the host");
        }
    }

    [ContainerFact]
    public void The_created_process_has_no_directory_of_the_host_open()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.Create().Succeeded();
        int pid = container.Pid;
        foreach (string fd in Directory.GetFileSystemEntries($"/proc/{pid}/fd"))
        {
            string target = Sandbox.Command("readlink", fd).Stdout.Trim();
            string type = Sandbox.Command("stat", "-L", "-c", "%F", fd).Stdout.Trim();
            Assert.True(type != "directory" || target == "/",
                $"descriptor {Path.GetFileName(fd)} of the created process is the directory {target}");
        }
    }

    /// <summary>
    /// It failed, or it is somewhere inside: the kernel's getcwd begins with "(unreachable)" for what is not.
    /// </summary>
    private static void AssertHarmless(Result result)
    {
        if (result.ExitCode == 0)
        {
            Facts facts = result.Facts();
            Assert.True(facts.Flag("cwdReachable"),
                $"the working directory is outside of the container: {facts["cwd"]}");
        }
    }
}
