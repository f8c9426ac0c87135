// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using System.Runtime.InteropServices;

namespace Husk.Linux.Tests;

public sealed partial class ErrnoTests
{
    private static readonly int[] Known = [.. Enumerable.Range(1, 200).Where(number => strerrorname_np(number) != 0)];

    public static TheoryData<int> Numbers => new(Known);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Names_and_texts_are_those_of_libc(int number)
    {
        Assert.Equal(Marshal.PtrToStringUTF8(strerrorname_np(number)), Errno.Name(number));
        Assert.Equal(Marshal.PtrToStringUTF8(strerror(number)), Errno.Text(number));
    }

    [Fact]
    public void Every_number_that_libc_names_is_covered() => Assert.Equal(131, Known.Length);

    [Theory]
    [InlineData(0)]
    [InlineData(524)]
    [InlineData(-1)]
    public void A_number_without_a_name_is_told_as_a_number(int number)
    {
        Assert.Equal($"errno {number}", Errno.Name(number));
        Assert.Equal($"Unknown error {number}", Errno.Text(number));
    }

    [LibraryImport("libc")]
    private static partial nint strerrorname_np(int number);

    [LibraryImport("libc")]
    private static partial nint strerror(int number);
}
