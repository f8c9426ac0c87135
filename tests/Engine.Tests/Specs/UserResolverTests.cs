// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.IO;
using System.Linq;
using Husk.Engine.Containers.Specs;
using Husk.Linux.Tests;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Tests.Specs;

public sealed class UserResolverTests : System.IDisposable
{
    private readonly ScratchDirectory _root = new();

    public UserResolverTests()
    {
        Directory.CreateDirectory(_root["etc"]);
        File.WriteAllText(_root["etc/passwd"],
            "root:x:0:0:root:/root:/bin/sh\nann:x:1000:1001::/home/ann:/bin/sh\n1002:x:77:78::/:\n");
        File.WriteAllText(_root["etc/group"], "root:x:0:\nstaff:x:50:ann,bob\nwheel:x:10:ann\nusers:x:1001:\n");
    }

    [Theory]
    [InlineData("", "", "0:0:0")]
    [InlineData("ann", "", "1000:1001:1001,50,10")]
    [InlineData("1000", "", "1000:1001:1001,50,10")]
    [InlineData("1000:5", "", "1000:5:5")]
    [InlineData("ann:staff", "", "1000:50:50")]
    [InlineData("4242", "", "4242:0:0")]
    [InlineData("4242:4343", "", "4242:4343:4343")]
    [InlineData(":wheel", "", "0:10:10")]
    [InlineData("1002", "", "77:78:78")]
    [InlineData("ann:", "wheel 99", "1000:1001:1001,50,10,99")]
    [InlineData("ann:staff", "wheel staff", "1000:50:50,10")]
    public void Names_and_numbers_are_the_images_own(string user, string groups, string expected)
    {
        User found =
            UserResolver.Resolve(_root.Path, user, groups.Split(' ', System.StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(expected, $"{found.Uid}:{found.Gid}:{string.Join(',', found.AdditionalGids)}");
    }

    [Theory]
    [InlineData("eve", "", "unable to find user eve: no matching entries in passwd file")]
    [InlineData("ann:none", "", "unable to find group none: no matching entries in group file")]
    [InlineData("ann", "none", "unable to find group none: no matching entries in group file")]
    [InlineData("-1", "", "uids and gids must be in range 0-2147483647")]
    [InlineData("2147483648", "", "uids and gids must be in range 0-2147483647")]
    public void Who_is_not_there_is_refused_in_dockers_words(string user, string group, string message) =>
        Assert.Equal(message,
            Assert.Throws<EngineException>(
                () => UserResolver.Resolve(_root.Path, user, group.Length > 0 ? [group] : [])).Message);

    [Fact]
    public void An_image_without_users_has_numbers() =>
        Assert.Equal(12u, UserResolver.Resolve("/proc/self/task", "12", []).Uid);

    [Fact]
    public void Links_end_in_the_image()
    {
        File.Move(_root["etc/passwd"], _root["users"]);
        File.CreateSymbolicLink(_root["etc/passwd"], "/users");
        Assert.Equal(1000u, UserResolver.Resolve(_root.Path, "ann", []).Uid);
        File.Delete(_root["etc/passwd"]);
        // The host has a daemon, the image has not.
        File.CreateSymbolicLink(_root["etc/passwd"], "/etc/../../../../../../etc/passwd-of-the-host");
        Assert.Throws<EngineException>(() => UserResolver.Resolve(_root.Path, "daemon", []));
    }

    [Fact]
    public void A_pipe_in_the_place_of_the_file_holds_nobody_up()
    {
        File.Delete(_root["etc/passwd"]);
        Command.Output("mkfifo", _root["etc/passwd"]);
        var clock = Stopwatch.StartNew();
        Assert.Throws<EngineException>(() => UserResolver.Resolve(_root.Path, "ann", []));
        Assert.True(clock.Elapsed.TotalSeconds < 5);
    }

    public void Dispose() => _root.Dispose();
}
