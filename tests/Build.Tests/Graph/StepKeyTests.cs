// SPDX-License-Identifier: Apache-2.0
using Husk.Build.Cache;
using Husk.Oci;

namespace Husk.Build.Tests.Graph;

/// <summary>No two lists of fields are the same key, and the same list is it always.</summary>
public sealed class StepKeyTests
{
    [Fact]
    public void Fields_do_not_run_into_each_other()
    {
        Digest[] keys =
        [
            Key(key => key.Add("ab").Add("c")),
            Key(key => key.Add("a").Add("bc")),
            Key(key => key.Add(["ab", "c"])),
            Key(key => key.Add(["ab"]).Add(["c"])),
            Key(key => key.Add("").Add("abc")),
            Key(key => key.Add((string?)null).Add("abc")),
        ];
        Assert.Distinct(keys);
    }

    [Fact]
    public void A_key_is_the_same_in_every_version()
    {
        // A change here makes all caches there are worthless: say so by StepKey's own version.
        Assert.Equal(Key(key => key.Add("x").Add(7)), Key(key => key.Add("x").Add(7)));
        Assert.Equal("sha256:" + Expected, Key(key => key.Add("x").Add(["y", "z"])).ToString());
    }

    private const string Expected = "e71171fcda08dbbce17d38fdc77ddbc666616bde5031acc06e513dc312f6ec1c";

    private static Digest Key(System.Func<StepKey, StepKey> fields)
    {
        using var key = new StepKey("test");
        return fields(key).Finish();
    }
}
