// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Mono.Unix.Native;

namespace Husk.Conformance.Fixture;

/// <summary>A root file system of two static programs: the probe, and busybox for shell scripts.</summary>
internal static class Rootfs
{
    private const string Busybox = "/bin/busybox";

    private static readonly string[] Applets =
        ["sh", "cat", "ls", "echo", "true", "false", "sleep", "id", "mount", "umount", "mkdir", "rm", "ln", "stat",
            "touch", "hostname", "kill", "ps", "head", "sed", "test", "readlink", "tty", "stty",
            "env", "pwd", "cp", "grep"];

    private static readonly string[] Directories =
        ["bin", "dev", "etc", "home", "mnt", "proc", "root", "run", "sys", "tmp", "usr/bin", "var"];

    public static void Make(string path)
    {
        foreach (string directory in Directories)
        {
            Directory.CreateDirectory(Path.Combine(path, directory));
        }

        Place(Path.Combine(AppContext.BaseDirectory, "probe"), Path.Combine(path, "bin/probe"));
        Place(Busybox, Path.Combine(path, "bin/busybox"));
        foreach (string applet in Applets)
        {
            File.CreateSymbolicLink(Path.Combine(path, "bin", applet), "busybox");
        }

        File.WriteAllText(Path.Combine(path, "etc/passwd"),
            "root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000:user:/home:/bin/sh\n");
        File.WriteAllText(Path.Combine(path, "etc/group"), "root:x:0:\nuser:x:1000:\n");
        Syscall.chmod(Path.Combine(path, "tmp"), (FilePermissions)0x3ff);
    }

    /// <summary>A copy, and never a hard link: one of these containers is out to overwrite what it runs.</summary>
    private static void Place(string source, string destination)
    {
        if (!File.Exists(source))
        {
            throw new FileNotFoundException(source == Busybox ? $"no {source}: apt-get install busybox-static"
                : $"no {source}: the build compiles it with gcc");
        }

        File.Copy(source, destination);
        Syscall.chmod(destination, (FilePermissions)0x1ed);
    }
}
