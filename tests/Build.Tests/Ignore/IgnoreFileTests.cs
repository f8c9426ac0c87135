// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Build.Ignore;
using Husk.Linux.Tests;

namespace Husk.Build.Tests.Ignore;

public sealed class IgnoreFileTests
{
    [Fact]
    public void The_file_of_the_Dockerfiles_name_comes_first()
    {
        using var scratch = new ScratchDirectory();
        Assert.Empty(IgnoreFile.Find(scratch["Dockerfile"], scratch.Path));
        File.WriteAllText(scratch[".dockerignore"], "all\n");
        Assert.Equal(["all"], IgnoreFile.Find(scratch["Dockerfile"], scratch.Path));
        File.WriteAllText(scratch["Dockerfile.dockerignore"], "own\n");
        Assert.Equal(["own"], IgnoreFile.Find(scratch["Dockerfile"], scratch.Path));
        Assert.Equal(["all"], IgnoreFile.Find(null, scratch.Path));
    }

    [Fact]
    public void A_bad_line_is_told_with_its_file()
    {
        using var scratch = new ScratchDirectory();
        File.WriteAllText(scratch[".dockerignore"], "good\nbad[\n");

        var wrong = Assert.Throws<FormatException>(() => IgnoreFile.Find(null, scratch.Path));

        Assert.Equal($"{scratch[".dockerignore"]}: syntax error in pattern: bad[", wrong.Message);
    }
}
