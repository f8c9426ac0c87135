// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Husk.Runtime.State;

namespace Husk.Runtime.Tests.State;

public sealed class OwnerNameTests
{
    private const string Users =
        "root:x:0:0:root:/root:/bin/bash\n" +
        "broken\n" +
        ":x:7:7::/:\n" +
        "also:broken\n" +
        "worse:x:12x:0::/:\n" +
        "größe:x:1000:1000::/home:/bin/sh\n" +
        "second:x:1000:1000::/home:/bin/sh\n" +
        "last:x:4294967294:1::/:";

    [Theory]
    [InlineData(0u, "root")]
    [InlineData(1000u, "größe")]
    [InlineData(4294967294u, "last")]
    [InlineData(12u, "#12")]
    [InlineData(7u, "#7")]
    [InlineData(100u, "#100")]
    public void A_uid_has_the_first_name_that_passwd_gives_it(uint uid, string name) =>
        Assert.Equal(name, OwnerName.Of(Encoding.UTF8.GetBytes(Users), uid));

    [Fact]
    public void Without_users_there_is_the_number() => Assert.Equal("#0", OwnerName.Of([], 0));

    [Fact]
    public void The_hosts_root_is_root() => Assert.Equal("root", OwnerName.Of(OwnerName.ReadUsers(), 0));
}
