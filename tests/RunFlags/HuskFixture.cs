// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Husk.Linux.Tests;
using Husk.Tests;

namespace Husk.RunFlags;

/// <summary>
/// The program of <c>make build</c> (or $HUSK), with a store of its own in which there is an image of busybox, and a
/// cgroup of its own. At the end no container, no mount and no cgroup is left.
/// </summary>
public sealed class HuskFixture : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public HuskFixture()
    {
        Command.Output(Path.Combine(Repository.Root, "rootfs-fixtures/busybox.sh"), _scratch["rootfs"]);
        File.AppendAllText(_scratch["rootfs/etc/passwd"], "ann:x:1000:1000::/home/ann:/bin/sh\n");
        File.AppendAllText(_scratch["rootfs/etc/group"], "staff:x:50:ann\nwheel:x:10:\nann:x:1000:\n");
        // What a new volume begins with: owners, modes, a link of each kind.
        Command.Shell($"cd {_scratch["rootfs"]} && mkdir data && echo hello > data/file && ln data/file data/hard && ln -s file data/soft "
            + "&& chmod 750 data && chmod 640 data/file && chown -R 1000:50 data && mkdir -p etc/app && echo x > etc/app/conf");
        Command.Output("tar", "-C", _scratch["rootfs"], "-cf", _scratch["image.tar"], ".");
        Succeed("import", "--change", "CMD [\"sh\"]", _scratch["image.tar"], "busybox");
        Succeed("import", "--change", "VOLUME /data", "--change", "ENTRYPOINT [\"echo\",\"image\"]", "--change", "CMD [\"says\"]", "--change", "ENV FROM=image",
            "--change", "USER ann", "--change", "WORKDIR /etc", _scratch["image.tar"], "talker");
    }

    public static string Runtime => Environment.GetEnvironmentVariable("RUNTIME") is { Length: > 0 } named ? named : InOutBin("husk-oci");

    /// <summary>Below which all containers of this run are.</summary>
    public string CgroupParent { get; } = $"/husk-test-{Environment.ProcessId}";

    public ScratchDirectory Scratch => _scratch;

    public (int Code, string Out, string Error) Do(params string[] words)
    {
        string program = Environment.GetEnvironmentVariable("HUSK") is { Length: > 0 } named ? named : InOutBin("husk");
        // Of the run directory a short name: a socket's path has 107 bytes at most (unix(7)), and runc insists.
        var start = new ProcessStartInfo(program, ["--root", _scratch["root"], "--run", _scratch["r"], .. words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Found in the environment by -e NAME.
            Environment = { ["HUSK_TEST_VARIABLE"] = "of the caller", ["HUSK_RUNTIME"] = Runtime },
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    public string Succeed(params string[] words)
    {
        (int code, string output, string error) = Do(words);
        Assert.True(code == 0, $"husk {string.Join(' ', words)} exited with {code}: {output}{error}");
        return output;
    }

    /// <summary>What a shell in a container prints.</summary>
    /// <param name="flags">Of run; words with spaces between, <c>\u00a0</c> for a space in one.</param>
    /// <param name="script">For <c>sh -c</c>.</param>
    public string Shell(string flags, string script) =>
        Succeed(["run", "--rm", .. Alone(flags), "--cgroup-parent", CgroupParent, .. Words(flags), "busybox", "sh", "-c", script + "\ntrue"]).Replace("\r", "").Trim();

    /// <summary>What is said of a run that fails.</summary>
    public (int Code, string Error) Fail(params string[] words)
    {
        (int code, string output, string error) = Do(["run", "--rm", "--network", "none", "--cgroup-parent", CgroupParent, .. words]);
        Assert.True(code != 0, $"husk run {string.Join(' ', words)} succeeded: {output}");
        return (code, error);
    }

    // A network with nothing in it, unless the test is about networks.
    private static string[] Alone(string flags) => flags.Contains("--network", StringComparison.Ordinal) ? [] : ["--network", "none"];

    public string[] Words(string flags) =>
        [.. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Replace('\u00a0', ' ').Replace("SCRATCH", _scratch.Path))];

    public void Dispose()
    {
        foreach (string id in Do("ps", "-aq", "--no-trunc").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Do("rm", "-f", "-v", id);
        Command.Shell($"find /sys/fs/cgroup -depth -type d -path '*{CgroupParent}*' -exec rmdir {{}} + 2>/dev/null || true");
        _scratch.Dispose();
    }

    private static string InOutBin(string name) => Path.Combine(Repository.Root, "out/bin", name);
}
