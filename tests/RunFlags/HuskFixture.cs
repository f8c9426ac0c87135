// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Linux.Tests;

namespace Husk.RunFlags;

/// <summary>The program, with an image of busybox, and one that says what it was given.</summary>
public sealed class HuskFixture : HuskProgram
{
    public HuskFixture()
    {
        Command.Output(Path.Combine(Repository.Root, "rootfs-fixtures/busybox.sh"), this["rootfs"]);
        File.AppendAllText(this["rootfs/etc/passwd"], "ann:x:1000:1000::/home/ann:/bin/sh\n");
        File.AppendAllText(this["rootfs/etc/group"], "staff:x:50:ann\nwheel:x:10:\nann:x:1000:\n");
        // What a new volume begins with: owners, modes, a link of each kind.
        Command.Shell($"cd {this["rootfs"]} && mkdir data && echo hello > data/file && ln data/file data/hard && ln -s file data/soft "
            + "&& chmod 750 data && chmod 640 data/file && chown -R 1000:50 data && mkdir -p etc/app && echo x > etc/app/conf");
        Command.Output("tar", "-C", this["rootfs"], "-cf", this["image.tar"], ".");
        Output("import", "--change", "CMD [\"sh\"]", this["image.tar"], "busybox");
        Output("import", "--change", "VOLUME /data", "--change", "ENTRYPOINT [\"echo\",\"image\"]", "--change",
            "CMD [\"says\"]", "--change", "ENV FROM=image",
            "--change", "USER ann", "--change", "WORKDIR /etc", this["image.tar"], "talker");
    }

    /// <summary>What a shell in a container prints.</summary>
    /// <param name="flags">Of run; words with spaces between, <c>\u00a0</c> for a space in one.</param>
    /// <param name="script">For <c>sh -c</c>.</param>
    public string Shell(string flags, string script) =>
        Output(["run", "--rm", .. Alone(flags), "--cgroup-parent", CgroupParent, .. Words(flags), "busybox", "sh", "-c",
            script + "\ntrue"]).Replace("\r", "").Trim();

    /// <summary>What is said of a run that fails.</summary>
    public (int Code, string Error) Fail(params string[] words)
    {
        (int code, string output, string error) =
            Run(["run", "--rm", "--network", "none", "--cgroup-parent", CgroupParent, .. words]);
        Assert.True(code != 0, $"husk run {string.Join(' ', words)} succeeded: {output}");
        return (code, error);
    }

    // A network with nothing in it, unless the test is about networks.
    private static string[] Alone(string flags) =>
        flags.Contains("--network", StringComparison.Ordinal) ? [] : ["--network", "none"];

    public string[] Words(string flags) =>
        [.. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Replace('\u00a0', ' ').Replace("SCRATCH", Scratch.Path))];
}
