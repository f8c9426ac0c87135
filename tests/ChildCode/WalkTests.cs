// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;

namespace Husk.ChildCode;

/// <summary>Shapes of code that this machine's linker does not make, as other linkers and objdump print them.</summary>
public sealed class WalkTests
{
    private const string Slots = """
        OFFSET           TYPE              VALUE
        0000000000003fd0 R_X86_64_GLOB_DAT  syscall@GLIBC_2.2.5
        0000000000003fd8 R_X86_64_JUMP_SLOT  malloc@GLIBC_2.2.5
        """;

    [Fact]
    public void A_call_through_the_got_is_told_by_its_relocation()
    {
        CallWalk walk = Walk("""
            0000000000001000 <root>:
                1000:	call   *0x2fca(%rip)        # 3fd0 <_GLOBAL_OFFSET_TABLE_+0x18>
                1006:	ret
            """);

        Assert.Empty(walk.Findings);
        Assert.Equal(["syscall"], walk.Libraries);
    }

    [Theory]
    [InlineData("call   *0x2fd2(%rip)        # 3fd8 <_GLOBAL_OFFSET_TABLE_+0x20>", "library's function")]
    [InlineData("bnd jmp *0x2fd2(%rip)        # 3fd8 <_GLOBAL_OFFSET_TABLE_+0x20>", "library's function")]
    [InlineData("call   *0x2ff0(%rip)        # 3ff0 <somewhere>", "dynamic loader does not set")]
    [InlineData("call   *%rax", "cannot be followed")]
    [InlineData("notrack jmp *%rsi", "cannot be followed")]
    [InlineData("call   *0x18(%rax)", "cannot be followed")]
    [InlineData("jmp    *0x4000(,%rax,8)", "cannot be followed")]
    [InlineData("call   9999 <.text+0x10>", "in no function")]
    [InlineData("jne    2000 <RhpGcPoll>", "polls")]
    [InlineData("jmp    2002 <RhpGcPoll+0x2>", "polls")]
    [InlineData("call   2010 <write@plt>", "library's function")]
    public void Every_way_out_is_judged(string instruction, string reason)
    {
        CallWalk walk = Walk($"""
            0000000000001000 <root>:
                1000:	{instruction}
                1006:	ret

            0000000000002000 <RhpGcPoll>:
                2000:	nop
                2002:	ret

            0000000000002010 <write@plt>:
                2010:	ret

            0000000000002020 <last>:
                2020:	ret

            Disassembly of section .fini:

            0000000000003000 <_fini>:
                3000:	ret

            """);

        Assert.Contains(reason, Assert.Single(walk.Findings).Reason, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_jump_within_a_function_is_no_way_out()
    {
        CallWalk walk = Walk("""
            0000000000001000 <root>:
                1000:	jne    1004 <root+0x4>
                1002:	loop   1000 <root>
                1004:	ret
                1005:	nop

            0000000000001010 <RhpNewFast>:
                1010:	ret
            """);

        Assert.Empty(walk.Findings);
    }

    [Fact]
    public void Running_on_into_the_next_function_reaches_it()
    {
        CallWalk walk = Walk("""
            0000000000001000 <root>:
                1000:	ret
                1001:	mov    %rax,%rbx
                1002:	nop

            0000000000001003 <RhpNewFast>:
                1003:	ret
            """);

        Assert.Equal("RhpNewFast", Assert.Single(walk.Findings).Target);
    }

    [Fact]
    public void Recursion_ends_and_the_tree_shows_who_calls_whom()
    {
        CallWalk walk = Walk("""
            0000000000001000 <root>:
                1000:	call   1010 <root_second>
                1005:	call   1010 <root_second>
                100a:	ret

            0000000000001010 <root_second>:
                1010:	call   1000 <root>
                1015:	call   1020 <syscall@plt>
                101a:	ret

            0000000000001020 <syscall@plt>:
                1020:	ret
            """);

        Assert.Empty(walk.Findings);
        Assert.Equal("root\n  root_second\n    root\n    syscall\n", walk.Tree);
        Assert.Equal(2, walk.Walked.Count);
    }

    private static CallWalk Walk(string code) =>
        CallWalk.From(Disassembly.Parse(new StringReader(code), new StringReader(Slots)), "root", "root");
}
