// SPDX-License-Identifier: Apache-2.0
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Tests;

public sealed class StraceTests
{
    [Theory]
    [InlineData("proc", "\"proc\"")]
    [InlineData("größe/人", "\"größe/人\"")]
    [InlineData("a\nb\t\"c\\", "\"a\\nb\\t\\\"c\\\\\"")]
    [InlineData("\u001b[31m\u0000", "\"\\x1b[31m\\x00\"")]
    public void Text_is_quoted_on_one_line(string text, string quoted) => Assert.Equal(quoted, Strace.Quote(text));

    [Fact]
    public void Bytes_that_are_not_text_are_told_one_by_one() =>
        Assert.Equal("\"a\\xff\\xc3(\"", Strace.Quote([(byte)'a', 0xff, 0xc3, (byte)'(']));

    [Fact]
    public void Open_flags_are_told_by_name()
    {
        Assert.Equal("O_RDONLY", Strace.OpenFlags(O_RDONLY));
        Assert.Equal("O_RDWR|O_CREAT|O_EXCL|O_CLOEXEC", Strace.OpenFlags(O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC));
        Assert.Equal("O_RDWR|O_TMPFILE", Strace.OpenFlags(O_RDWR | O_TMPFILE));
        Assert.Equal("O_RDONLY|O_DIRECTORY|O_PATH", Strace.OpenFlags(O_PATH | O_DIRECTORY));
        Assert.Equal("O_WRONLY|O_SYNC", Strace.OpenFlags(O_WRONLY | O_SYNC));
        Assert.Equal("O_RDONLY|040000000", Strace.OpenFlags(0x800000));
    }

    [Fact]
    public void A_descriptor_that_is_not_open_is_told_by_number() =>
        Assert.Equal("987654", Strace.Descriptor(new BorrowedFd(987654)));

    [Fact]
    public void The_working_directory_is_told_by_the_name_the_kernel_has_for_it() =>
        Assert.Equal("AT_FDCWD", Strace.Descriptor(BorrowedFd.Cwd));
}
