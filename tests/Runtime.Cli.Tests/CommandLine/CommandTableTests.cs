// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Runtime.Cli.CommandLine;

namespace Husk.Runtime.Cli.Tests.CommandLine;

public sealed class CommandTableTests
{
    [Fact]
    public void Every_row_is_found_by_its_name()
    {
        foreach (Command command in CommandTable.All())
            Assert.Equal(command.Name, CommandTable.Find(command.Name).Name);

        Assert.Equal("help", CommandTable.Find("h").Name);
    }

    [Fact]
    public void An_unknown_command_exits_with_3_as_in_runc()
    {
        UsageException refusal = Assert.Throws<UsageException>(() => CommandTable.Find("bogus"));

        Assert.Equal("No help topic for 'bogus'", refusal.Message);
        Assert.Equal(3, refusal.ExitCode);
    }

    // The flags of runc 1.5 for each command, with the short ones, as containerd, conmon and people send them; and
    // crun's config and regex.
    [Theory]
    [InlineData(
        "create", "bundle b config f console-socket no-new-keyring no-pivot pid-file pidfd-socket preserve-fds")]
    [InlineData("run",
        "bundle b config f console-socket detach d keep no-new-keyring no-pivot no-subreaper pid-file pidfd-socket preserve-fds")]
    [InlineData("start", "")]
    [InlineData("state", "")]
    [InlineData("kill", "all a regex r")]
    [InlineData("delete", "force f regex r")]
    [InlineData("exec",
        "additional-gids g apparmor cap c cgroup console-socket cwd detach d env e ignore-paused no-new-privs pid-file pidfd-socket preserve-fds process p process-label tty t user u")]
    [InlineData("list", "format f quiet q")]
    [InlineData("ps", "format f")]
    [InlineData("pause", "")]
    [InlineData("resume", "")]
    [InlineData("events", "interval stats")]
    [InlineData("features", "")]
    [InlineData("update",
        "blkio-weight cpu-burst cpu-idle cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-share cpuset-cpus cpuset-mems kernel-memory kernel-memory-tcp l3-cache-schema mem-bw-schema memory memory-reservation memory-swap pids-limit resources r")]
    [InlineData("spec", "bundle b rootless")]
    public void A_command_has_the_flags_of_runc(string command, string flags) =>
        Assert.Equal(flags, string.Join(' ', CommandTable.Find(command).Flags
            .OrderBy(flag => flag.Name, StringComparer.Ordinal)
            .Select(flag => flag.Short.Length == 0 ? flag.Name : $"{flag.Name} {flag.Short}")));

    [Fact]
    public void No_two_flags_of_a_command_share_a_name()
    {
        foreach (Command command in CommandTable.All())
        {
            string[] both = [.. command.Flags.SelectMany(flag => new[] { flag.Name, flag.Short })];
            string[] names = [.. both.Where(name => name.Length > 0)];
            Assert.Equal(names.Distinct().Count(), names.Length);
            Assert.DoesNotContain("h", names);
        }
    }

    [Theory]
    [InlineData("state", 0, "husk-oci: \"state\" requires exactly 1 argument(s)")]
    [InlineData("state", 2, "husk-oci: \"state\" requires exactly 1 argument(s)")]
    [InlineData("list", 1, "husk-oci: \"list\" requires exactly 0 argument(s)")]
    [InlineData("kill", 0, "husk-oci: \"kill\" requires a minimum of 1 argument(s)")]
    [InlineData("kill", 3, "husk-oci: \"kill\" requires a maximum of 2 argument(s)")]
    [InlineData("exec", 0, "husk-oci: \"exec\" requires a minimum of 1 argument(s)")]
    public void Too_many_or_too_few_words_are_counted_in_the_words_of_runc(string name, int count, string message)
    {
        Command command = CommandTable.Find(name);

        UsageException refusal = Assert.Throws<UsageException>(() => command.Checked(new string[count]));

        Assert.Equal(message, refusal.Message);
        Assert.Same(command, refusal.Command);
    }

    [Theory]
    [InlineData("state", 1)]
    [InlineData("list", 0)]
    [InlineData("kill", 1)]
    [InlineData("kill", 2)]
    [InlineData("exec", 1)]
    [InlineData("exec", 9)]
    public void As_many_words_as_a_command_takes_are_fine(string name, int count) =>
        Assert.Equal(count, CommandTable.Find(name).Checked(new string[count]).Length);
}
