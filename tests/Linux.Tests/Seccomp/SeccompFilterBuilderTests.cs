// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Linux.Seccomp;

namespace Husk.Linux.Tests.Seccomp;

public class SeccompFilterBuilderTests
{
    private const uint Allow = 0x7FFF0000;
    private const uint Eperm = 0x00050001;
    private const int Eacces = 13;
    private const int Einval = 22;
    private const int Eexist = 17;

    private readonly SeccompLibrary _library = SeccompLibrary.Load();

    [Fact]
    public void A_rule_is_in_the_program()
    {
        using SeccompFilterBuilder filter = _library.NewFilter(Allow);
        byte[] empty = filter.Export();
        Assert.Equal(0, filter.TryAddRule(Eperm, 83, []));
        byte[] program = filter.Export();

        // ret ALLOW and ret KILL_THREAD in both; jeq 83 and ret ERRNO|1 in the second.
        Assert.Equal([(0x06, Allow), (0x06, 0u)], Instructions(empty).Where(i => i.Code == 0x06));
        Assert.Contains((0x15, 83u), Instructions(program));
        Assert.Contains((0x06, Eperm), Instructions(program));
    }

    [Fact]
    public void An_architecture_may_be_added_twice()
    {
        using SeccompFilterBuilder filter = _library.NewFilter(Allow);
        filter.AddArchitecture(_library.NativeArchitecture);
        byte[] native = filter.Export();
        filter.AddArchitecture(0x40000003);
        filter.AddArchitecture(0x40000003);

        Assert.DoesNotContain((0x15, 0x40000003u), Instructions(native));
        Assert.Contains((0x15, 0x40000003u), Instructions(filter.Export()));
        var unknown = Assert.Throws<SyscallException>(() => filter.AddArchitecture(0xDEAD));
        Assert.Equal("seccomp_arch_add(0x0000dead) = EINVAL (Invalid argument)", unknown.Message);
    }

    [Fact]
    public void What_libseccomp_refuses_is_an_errno()
    {
        using SeccompFilterBuilder filter = _library.NewFilter(Allow);
        SeccompCondition five = new(0, SeccompComparison.Equal, 5, 0);

        Assert.Equal(-Eacces, filter.TryAddRule(Allow, 83, []));
        Assert.Equal(-Einval, filter.TryAddRule(Eperm, 83, [five, five]));
        Assert.Equal(-Einval, filter.TryAddRule(Eperm, 83, [five with { Argument = 6 }]));
        Assert.Equal(-Einval, filter.TryAddRule(0x12345678, 83, []));
        Assert.Equal(0, filter.TryAddRule(Eperm, 83, [five]));
        Assert.Equal(-Eexist, filter.TryAddRule(Eperm + 1, 83, [five]));
    }

    [Fact]
    public void An_impossible_default_action_is_refused() =>
        Assert.Equal(
            "seccomp_init(0x12345678) = EINVAL (Invalid argument)",
            Assert.Throws<SyscallException>(() => _library.NewFilter(0x12345678)).Message);

    [Fact]
    public void A_tree_is_another_program_than_a_list()
    {
        byte[] Program(bool tree)
        {
            using SeccompFilterBuilder filter = _library.NewFilter(Allow);
            Assert.True(!tree || filter.TryUseBinaryTree());
            for (int number = 0; number < 60; number++)
                Assert.Equal(0, filter.TryAddRule(Eperm, number, []));
            return filter.Export();
        }

        // jge or jgt: a list has the one that tells x32.
        int list = Instructions(Program(tree: false)).Count(i => i.Code is 0x25 or 0x35);
        int tree = Instructions(Program(tree: true)).Count(i => i.Code is 0x25 or 0x35);
        Assert.Equal(1, list);
        Assert.InRange(tree, 5, 60);
    }

    [Fact]
    public void Nothing_is_left_open_and_nothing_works_after_the_end()
    {
        int before = Directory.GetFiles("/proc/self/fd").Length;
        SeccompFilterBuilder filter = _library.NewFilter(Allow);
        for (int i = 0; i < 100; i++)
            filter.Export();
        filter.Dispose();
        filter.Dispose();

        // Other tests open files meanwhile; a hundred would be ours.
        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 0, before + 50);
        Assert.Throws<ObjectDisposedException>(filter.Export);
        Assert.Throws<ObjectDisposedException>(() => filter.TryAddRule(Eperm, 1, []));
    }

    private static (int Code, uint Operand)[] Instructions(byte[] program) =>
        [.. program.Chunk(8).Select(i => ((int)BitConverter.ToUInt16(i), BitConverter.ToUInt32(i, 4)))];
}
