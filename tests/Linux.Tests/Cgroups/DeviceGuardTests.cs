// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Linux.Bpf;
using Husk.Linux.Cgroups;

namespace Husk.Linux.Tests.Cgroups;

public class DeviceGuardTests
{
    private static DeviceAccessRule Character(bool allow, uint? major, uint? minor, DeviceRights rights) =>
        new(allow, DeviceKind.Character, major, minor, rights);

    private const string Probe = """
        t() { if "$@" 2>/dev/null; then echo yes; else echo no; fi; }
        r() { busybox dd if=$1 of=/dev/null bs=1 count=1; }
        w() { echo > $1; }
        m() { n=/tmp/husk-test-node-$$; busybox mknod $n $1 $2 $3 && busybox rm $n; }
        echo "null r $(t r /dev/null) w $(t w /dev/null) m $(t m c 1 3)"
        echo "zero r $(t r /dev/zero) w $(t w /dev/zero) m $(t m c 1 5)"
        echo "full r $(t r /dev/full) m $(t m c 1 7)"
        echo "disk m $(t m b 8 0)"
        """;

    private static string Run(Cgroup cgroup)
    {
        using var shell = new GatedShell(Probe);
        cgroup.Attach(shell.Pid);
        return shell.Finish().Output;
    }

    [Fact]
    public void A_program_lets_through_what_its_rules_allow_and_nothing_else()
    {
        using var test = new TestCgroup();
        using OwnedFd directory = test.Cgroup.OpenUnified();
        DeviceFilter.Attach(directory, DeviceProgram.Assemble(
        [
            Character(true, 1, 3, DeviceRights.All),
            Character(true, 1, 5, DeviceRights.Read | DeviceRights.Write),
            Character(false, 1, 5, DeviceRights.Write),
            new(true, DeviceKind.Block, null, null, DeviceRights.Mknod),
        ]));
        Assert.Equal("null r yes w yes m yes\nzero r yes w no m no\nfull r no m no\ndisk m yes", Run(test.Cgroup));
    }

    [Fact]
    public void A_second_program_takes_the_place_of_the_first()
    {
        using var test = new TestCgroup();
        using OwnedFd directory = test.Cgroup.OpenUnified();
        DeviceAccessRule everything = new(true, null, null, null, DeviceRights.All);
        DeviceFilter.Attach(directory, DeviceProgram.Assemble([]));
        DeviceFilter.Attach(directory, DeviceProgram.Assemble([everything, Character(false, 1, 7, DeviceRights.Read)]));
        Assert.Equal(1, DeviceFilter.Count(directory));
        Assert.Equal("null r yes w yes m yes\nzero r yes w yes m yes\nfull r no m yes\ndisk m yes", Run(test.Cgroup));
    }

    [Fact]
    public void The_verifier_takes_a_list_of_a_thousand_rules()
    {
        using var test = new TestCgroup();
        using OwnedFd directory = test.Cgroup.OpenUnified();
        var random = new Random(7);
        DeviceAccessRule[] rules =
        [
            .. Enumerable.Range(0, 1000).Select(_ => new DeviceAccessRule(
                random.Next(2) == 0,
                random.Next(2) == 0 ? DeviceKind.Block : DeviceKind.Character,
                random.Next(4) == 0 ? null : (uint)random.Next(300),
                random.Next(4) == 0 ? null : (uint)random.Next(300),
                (DeviceRights)random.Next(1, 8))),
            Character(true, 1, 3, DeviceRights.All),
        ];
        DeviceFilter.Attach(directory, DeviceProgram.Assemble(rules));
        Assert.StartsWith("null r yes w yes m yes", Run(test.Cgroup));
    }

    [Fact]
    public void The_verifier_takes_every_shape_of_rule_alone_and_after_any_other()
    {
        using var test = new TestCgroup();
        using OwnedFd directory = test.Cgroup.OpenUnified();
        DeviceAccessRule[] shapes =
        [
            .. from allow in new[] { true, false }
               from kind in new DeviceKind?[] { null, DeviceKind.Block, DeviceKind.Character }
               from major in new uint?[] { null, 1 }
               from minor in new uint?[] { null, 3 }
               from rights in new[] { DeviceRights.Read, DeviceRights.All }
               select new DeviceAccessRule(allow, kind, major, minor, rights),
        ];
        foreach (DeviceAccessRule last in shapes)
        {
            DeviceFilter.Attach(directory, DeviceProgram.Assemble([last]));
            foreach (DeviceAccessRule first in shapes)
                DeviceFilter.Attach(directory, DeviceProgram.Assemble([first, last]));
        }

        Assert.Equal(1, DeviceFilter.Count(directory));
    }

    [Fact]
    public void A_plan_puts_its_program_in_force()
    {
        using var test = new TestCgroup();
        test.Plan = test.Plan with
        {
            DeviceProgram = DeviceProgram.Assemble([Character(true, 1, 3, DeviceRights.Read | DeviceRights.Write)]),
        };
        test.Cgroup.Apply(test.Plan, unified: true);
        Assert.StartsWith("null r yes w yes m no\nzero r no w no m no", Run(test.Cgroup));
    }

    [Fact]
    public void A_directory_that_is_no_cgroup_is_refused()
    {
        using OwnedFd directory = At.Open(BorrowedFd.Cwd, "/tmp", 0);
        var refused = Assert.Throws<SyscallException>(() => DeviceFilter.Attach(directory, DeviceProgram.Assemble([])));
        Assert.StartsWith("bpf(BPF_PROG_QUERY, {target_fd=", refused.Message);
    }
}
