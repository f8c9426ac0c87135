// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Husk.Linux;
using Husk.Oci.Json;
using Husk.Runtime.State;

namespace Husk.Runtime.Criu;

/// <summary>
/// What of a container's stdio is the host's, and comes anew from whoever restores: descriptors.json beside the images,
/// a list of three texts as runc writes it.
/// </summary>
internal static class StdioDescriptors
{
    private const string Name = "descriptors.json";

    /// <summary>The list of what a container is given for its stdio, as text.</summary>
    public static string OfRuntime()
    {
        string Target(int fd) =>
            JsonText.Quoted(Encoding.UTF8.GetString(At.ReadLink(BorrowedFd.Cwd, $"/proc/self/fd/{fd}")));
        return $"[{Target(0)},{Target(1)},{Target(2)}]";
    }

    /// <summary>Writes the list, and has CRIU leave files of the host out.</summary>
    /// <remarks>
    /// Source: criu.org, "External files": file[MNT:INODE], both in hexadecimal; "Inheriting FDs on restore".
    /// </remarks>
    public static void Keep(CriuOptions options, OwnedFd images, ContainerRecord container)
    {
        int pid = container.Init.Pid;
        HashSet<string> mounts = MountsOf(pid);
        string[] given = Parse(container.ExternalDescriptors);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            for (int fd = 0; fd <= 2; fd++)
            {
                string description = Describe(pid, fd, mounts) ?? given[fd];
                if (description.StartsWith("file[", StringComparison.Ordinal))
                {
                    options.External(description);
                }

                json.WriteStringValue(description);
            }

            json.WriteEndArray();
        }

        At.AtomicWrite(images, Name, bytes.WrittenSpan, mode: 0x180);
    }

    /// <summary>Hands the runtime's stdio over in place of what is in the list.</summary>
    public static void Inherit(CriuOptions options, OwnedFd images)
    {
        if (At.ReadAllIfThere(images, Name) is not { } utf8)
        {
            return;
        }

        var json = new Utf8JsonReader(utf8);
        for (int fd = -1; json.Read();)
        {
            if (json.TokenType == JsonTokenType.String && ++fd >= 0
                && json.GetString()! is var key
                    && (key.Contains("pipe:") || key.StartsWith("file[", StringComparison.Ordinal)))
            {
                options.InheritFd(key, fd);
            }
        }
    }

    private static string[] Parse(string list)
    {
        string[] texts = ["", "", ""];
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(list.Length == 0 ? "[]" : list));
        for (int fd = 0; json.Read();)
        {
            if (json.TokenType == JsonTokenType.String && fd < texts.Length)
            {
                texts[fd++] = json.GetString()!;
            }
        }

        return texts;
    }

    /// <summary>What a process has open as that number now; null when it has closed it.</summary>
    private static string? Describe(int pid, int fd, HashSet<string> mounts)
    {
        string path = $"/proc/{pid}/fd/{fd}";
        if (At.LinkStatIfThere(BorrowedFd.Cwd, path) is null)
        {
            return null;
        }

        string target = Encoding.UTF8.GetString(At.ReadLink(BorrowedFd.Cwd, path));
        if (!target.StartsWith('/'))
        {
            return target;
        }

        string information = Encoding.ASCII.GetString(At.ReadAll(BorrowedFd.Cwd, $"/proc/{pid}/fdinfo/{fd}"));
        int at = information.IndexOf("mnt_id:\t", StringComparison.Ordinal) + "mnt_id:\t".Length;
        string mount = information[at..information.IndexOf('\n', at)];
        ulong inode = At.Stat(BorrowedFd.Cwd, path).Inode;
        return mounts.Contains(mount)
            ? target
            : string.Create(
                CultureInfo.InvariantCulture, $"file[{int.Parse(mount, CultureInfo.InvariantCulture):x}:{inode:x}]");
    }

    /// <summary>The numbers of the mounts that a process can see (proc_pid_mountinfo(5), field 1).</summary>
    private static HashSet<string> MountsOf(int pid)
    {
        var numbers = new HashSet<string>();
        string table = Encoding.UTF8.GetString(At.ReadAll(BorrowedFd.Cwd, $"/proc/{pid}/mountinfo"));
        foreach (string line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            numbers.Add(line[..line.IndexOf(' ')]);
        }

        return numbers;
    }
}
