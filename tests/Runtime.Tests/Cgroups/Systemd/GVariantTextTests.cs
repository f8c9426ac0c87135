// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cgroups.Systemd;

namespace Husk.Runtime.Tests.Cgroups.Systemd;

/// <summary>GLib's "GVariant Text Format", as far as units have properties of such types.</summary>
public sealed class GVariantTextTests
{
    [Theory]
    [InlineData("'text'", "s", "'text'")]
    [InlineData("\"it's\"", "s", "'it\\'s'")]
    [InlineData("'a\\nb\\\\'", "s", "'a\\nb\\\\'")]
    [InlineData("  true ", "b", "true")]
    [InlineData("false", "b", "false")]
    [InlineData("5", "i", "5")]
    [InlineData("-5", "i", "-5")]
    [InlineData("0x10", "i", "16")]
    [InlineData("1.5", "d", "1.5")]
    [InlineData("double 2", "d", "2.0")]
    [InlineData("byte 255", "y", "byte 0xff")]
    [InlineData("int16 -1", "n", "int16 -1")]
    [InlineData("uint16 65535", "q", "uint16 65535")]
    [InlineData("uint32 7", "u", "uint32 7")]
    [InlineData("int64 -9223372036854775808", "x", "int64 -9223372036854775808")]
    [InlineData("uint64 18446744073709551615", "t", "uint64 18446744073709551615")]
    [InlineData("@t 5", "t", "uint64 5")]
    [InlineData("objectpath '/a'", "o", "objectpath '/a'")]
    [InlineData("['a', 'b']", "as", "['a', 'b']")]
    [InlineData("[ 'a' , ]", "as", "['a']")]
    [InlineData("@as []", "as", "@as []")]
    [InlineData("[uint64 1, 2]", "at", "[uint64 1, uint64 2]")]
    [InlineData("('a', 5)", "(si)", "('a', 5)")]
    [InlineData("('a',)", "(s)", "('a',)")]
    [InlineData("@(ss) ('a', 'b')", "(ss)", "('a', 'b')")]
    [InlineData("[('/dev/null', 'rw'), ('/dev/zero', 'r')]", "a(ss)", "[('/dev/null', 'rw'), ('/dev/zero', 'r')]")]
    [InlineData("<uint32 5>", "v", "<uint32 5>")]
    public void A_value_is_read(string text, string signature, string printed)
    {
        var value = GVariantText.Parse(text);
        Assert.NotNull(value);
        Assert.Equal((signature, printed), (value.Signature, value.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("word")]
    [InlineData("'open")]
    [InlineData("5 6")]
    [InlineData("2147483648")]
    [InlineData("byte 256")]
    [InlineData("uint64 -1")]
    [InlineData("uint32 true")]
    [InlineData("uint64 'a'")]
    [InlineData("[]")]
    [InlineData("['a', 5]")]
    [InlineData("['a' 'b']")]
    [InlineData("['a'")]
    [InlineData("()")]
    [InlineData("<>")]
    [InlineData("@s 5")]
    [InlineData("@")]
    [InlineData("{'a': 5}")]
    [InlineData("b'bytes'")]
    [InlineData("<<<<<<<<<<<<<<<<<<<<<<<<5>>>>>>>>>>>>>>>>>>>>>>>>")]
    public void What_is_no_value_is_told(string text) => Assert.Null(GVariantText.Parse(text));
}
