// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;
using Husk.Runtime.Spec;

namespace Husk.Runtime.Tests.Spec;

public class NumberListTests
{
    [Theory]
    [InlineData("", new ulong[0])]
    [InlineData(" , ", new ulong[0])]
    [InlineData("0", new ulong[] { 1 })]
    [InlineData("0-3,7", new ulong[] { 0x8f })]
    [InlineData(" 1 - 2 , 4 ", new ulong[] { 0x16 })]
    [InlineData("63-64", new ulong[] { 1UL << 63, 1 })]
    [InlineData("130,1", new ulong[] { 2, 0, 4 })]
    [InlineData("2,0-2,2", new ulong[] { 7 })]
    public void A_list_is_a_mask(string list, ulong[] mask) => Assert.Equal(mask, NumberList.Mask(list, "$.x"));

    [Theory]
    [InlineData("a")]
    [InlineData("1-")]
    [InlineData("-1")]
    [InlineData("1-2-3")]
    [InlineData("+1")]
    [InlineData("99999999999")]
    public void What_is_no_list_is_refused(string list)
    {
        var error = Assert.Throws<SpecException>(() => NumberList.Mask(list, "$.x"));

        Assert.Equal($"$.x: \"{list}\" is not a list of numbers such as \"0-3,7\"", error.Message);
    }

    [Fact]
    public void A_range_that_ends_before_it_begins_is_refused()
    {
        var error = Assert.Throws<SpecException>(() => NumberList.Mask("3-1", "$.x"));

        Assert.Equal("$.x: \"3-1\" has a range that ends before it begins", error.Message);
    }

    [Fact]
    public void A_number_beyond_any_kernel_is_refused()
    {
        Assert.Equal(128, NumberList.Mask("8191", "$.x").Length);
        var error = Assert.Throws<SpecException>(() => NumberList.Mask("0-8192", "$.x"));

        Assert.Equal("$.x: 8192 is more than any kernel has; the most is 8191", error.Message);
    }
}
