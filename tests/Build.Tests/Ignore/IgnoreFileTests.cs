// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Build.Ignore;

namespace Husk.Build.Tests.Ignore;

public sealed class IgnoreFileTests
{
    [Fact]
    public void Lines_are_patterns() =>
        Assert.Equal(["good", "!better"], IgnoreFile.Read("good\n# comment\n! /better/\n"u8, "file"));

    [Fact]
    public void A_bad_line_is_told_with_its_file() => Assert.Equal(
        ".dockerignore: syntax error in pattern: bad[",
        Assert.Throws<FormatException>(() => IgnoreFile.Read("good\nbad[\n"u8, ".dockerignore")).Message);
}
