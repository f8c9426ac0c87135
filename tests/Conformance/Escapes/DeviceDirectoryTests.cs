// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Escapes;

/// <summary>
/// An image whose /dev, or something in it, leads elsewhere. There is no tmpfs on /dev here to hide it.
/// </summary>
public sealed class DeviceDirectoryTests : ConformanceTest
{
    [ContainerTheory(RuncDiffers = "makes devices and links by path, through the link")]
    [InlineData(true)]
    [InlineData(false)]
    public void CVE_2026_41579_a_link_in_the_place_of_dev_leads_to_nothing_on_the_host(bool relative)
    {
        string outside = Sandbox.MakeDirectory("outside");
        Container container = OnImagesDev(spec => spec.Args("/bin/true"));
        Directory.Delete(container.InRootfs("/dev"));
        File.CreateSymbolicLink(container.InRootfs("/dev"), relative ? "../../outside" : outside);
        container.Run();
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_link_in_the_place_of_a_directory_for_a_device_leads_to_nothing_on_the_host()
    {
        string outside = Sandbox.MakeDirectory("outside");
        Container container = OnImagesDev(spec => spec.Args("/bin/true")
            .AddDevice(new() { ["path"] = "/dev/below/extra", ["type"] = "c", ["major"] = 1, ["minor"] = 3 }));
        File.CreateSymbolicLink(container.InRootfs("/dev/below"), outside);
        container.Run();
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
    }

    [ContainerTheory(RuncDiffers = "binds whatever /dev/null of the image leads to before 1.2.8")]
    [InlineData("/proc/sys/kernel/hostname")]
    [InlineData("/etc/secret")]
    public void CVE_2025_31133_a_null_device_that_is_a_link_does_not_open_what_is_masked(string target)
    {
        Container container = OnImagesDev(spec => spec.Set("linux.maskedPaths", Spec.Texts(["/etc/masked"]))
            .Set("linux.readonlyPaths", Spec.Texts(["/proc/sys"]))
            .Args("/bin/probe", "access", "/etc/masked"));
        File.WriteAllText(container.InRootfs("/etc/masked"), "masked");
        File.WriteAllText(container.InRootfs("/etc/secret"), "secret of the image");
        File.CreateSymbolicLink(container.InRootfs("/dev/null"), target);
        Result result = container.Run();
        if (result.ExitCode == 0)
        {
            Assert.Equal(0, (int)result.Json()["/etc/masked"]!["bytes"]!);
        }

        Assert.Equal("secret of the image", container.ReadInRootfs("/etc/secret"));
    }

    [ContainerFact]
    public void CVE_2025_31133_a_file_of_the_host_is_never_the_mask()
    {
        string victim = Sandbox.MakeFile("victim", "of the host");
        Container container = OnImagesDev(spec => spec.Set("linux.maskedPaths", Spec.Texts(["/etc/masked"]))
            .Shell("cat /etc/masked; echo overwritten >/etc/masked"));
        File.WriteAllText(container.InRootfs("/etc/masked"), "masked");
        File.CreateSymbolicLink(container.InRootfs("/dev/null"), victim);
        Result result = container.Run();
        Assert.Equal("of the host", File.ReadAllText(victim));
        Assert.DoesNotContain("of the host", result.Stdout, System.StringComparison.Ordinal);
    }

    [ContainerTheory(RuncDiffers = "binds the terminal over whatever /dev/console leads to before 1.2.8")]
    [InlineData("/etc/passwd")]
    [InlineData("/proc/sys/kernel/hostname")]
    public void CVE_2025_52565_a_console_that_is_a_link_leads_the_terminal_nowhere(string target)
    {
        using var socket = new DescriptorSocket(Sandbox);
        Container container = WithConsole();
        File.CreateSymbolicLink(container.InRootfs("/dev/console"), target);
        Result create = container.Create("--console-socket", socket.Path);
        if (create.ExitCode == 0)
        {
            using TerminalMaster terminal = socket.ReceiveTerminal();
            string[] points =
                [.. File.ReadAllLines($"/proc/{container.Pid}/mountinfo").Select(line => line.Split(' ')[4])];
            Assert.DoesNotContain(target, points);
        }
    }

    [ContainerFact]
    public void Without_such_links_masks_and_consoles_work_on_the_images_dev()
    {
        using var socket = new DescriptorSocket(Sandbox);
        Container container = WithConsole().Edit(spec => spec.Set("linux.maskedPaths", Spec.Texts(["/etc/masked"]))
            .Args("/bin/probe", "access", "/etc/masked", "/dev/console"));
        File.WriteAllText(container.InRootfs("/etc/masked"), "masked");
        container.Run("--detach", "--console-socket", socket.Path).Succeeded();
        using TerminalMaster terminal = socket.ReceiveTerminal();
        terminal.WaitFor("}\n");
        JsonNode seen = JsonNode.Parse(terminal.Output)!;
        Assert.Equal((0, true), ((int)seen["/etc/masked"]!["bytes"]!, (bool)seen["/dev/console"]!["exists"]!));
    }

    [ContainerFact]
    public void A_terminal_directory_that_is_a_link_leads_to_nothing_on_the_host()
    {
        string outside = Sandbox.MakeDirectory("outside");
        Container container = OnImagesDev(spec =>
            spec.Mount("/dev/pts", "devpts", "devpts", "newinstance", "ptmxmode=0666").Args("/bin/true"));
        File.CreateSymbolicLink(container.InRootfs("/dev/pts"), outside);
        container.Run();
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = "takes any node that is there already")]
    public void A_device_in_the_image_of_the_same_name_is_not_trusted()
    {
        Container container = OnImagesDev(spec => spec.Shell("stat -c %t:%T /dev/null"));
        Sandbox.Command("mknod", container.InRootfs("/dev/null"), "c", "1", "8").Succeeded();
        Result result = container.Run();
        Assert.True(result.ExitCode != 0 || result.Stdout == "1:3\n",
            $"/dev/null of the container is device {result.Stdout}");
    }

    private Container WithConsole() =>
        OnImagesDev(spec => spec.Set("process.terminal", true).Args("/bin/probe", "sleep")
        .Mount("/dev/pts", "devpts", "devpts", "newinstance", "ptmxmode=0666", "mode=0620"));

    private Container OnImagesDev(System.Action<Spec> edit)
    {
        Container container = Container(spec =>
        {
            foreach (string point in (string[])["/dev/pts", "/dev/shm", "/dev/mqueue", "/dev"])
            {
                spec.WithoutMount(point);
            }

            spec.Set("root.readonly", false);
        });
        edit(container.Spec);
        return container;
    }
}
