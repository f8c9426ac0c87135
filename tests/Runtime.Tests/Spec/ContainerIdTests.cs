// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Lifecycle;
using Husk.Runtime.Spec;

namespace Husk.Runtime.Tests.Spec;

public class ContainerIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("0123456789abcdefABCDEF")]
    [InlineData("k8s_POD-1.2+3")]
    [InlineData("...")]
    [InlineData("-")]
    public void Letters_digits_and_four_signs_name_a_container(string id) => Assert.Equal(id, ContainerId.Check(id));

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData(".", "\".\"")]
    [InlineData("..", "\"..\"")]
    [InlineData("a/b", "\"a/b\"")]
    [InlineData("../x", "\"../x\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("a\n", "\"a\\n\"")]
    [InlineData("ä", "\"ä\"")]
    [InlineData("a:b", "\"a:b\"")]
    public void Anything_else_does_not(string id, string shown)
    {
        var error = Assert.Throws<LifecycleException>(() => ContainerId.Check(id));

        Assert.StartsWith($"invalid container ID format: {shown}", error.Message);
    }

    [Fact]
    public void An_id_has_1024_letters_at_most()
    {
        Assert.True(ContainerId.IsValid(new string('a', 1024)));
        Assert.False(ContainerId.IsValid(new string('a', 1025)));
    }
}
