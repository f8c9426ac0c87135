// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Mounts;

/// <summary>
/// A file system that is being set up, parameter by parameter (fsopen(2)), and then mounted where nobody sees it yet.
/// </summary>
public sealed unsafe class FileSystemContext : IDisposable
{
    /// <summary>fsconfig(2) takes strings up to 256 bytes with their NUL.</summary>
    public const int LongestString = 255;

    private readonly OwnedFd _context;

    private FileSystemContext(OwnedFd context) => _context = context;

    /// <param name="type">As in /proc/filesystems: <c>overlay</c>.</param>
    public static FileSystemContext Open(string type)
    {
        Span<byte> name = stackalloc byte[64];
        // The name is on this method's stack.
        fixed (byte* pointer = Terminated(type, name))
        {
            nint result = Kernel.Wait(SYS.fsopen, (nint)pointer, FSOPEN_CLOEXEC);
            return result >= 0
                ? new FileSystemContext(new OwnedFd((int)result))
                : throw new SyscallException($"fsopen(\"{type}\")", (int)-result);
        }
    }

    /// <summary>
    /// Sets a parameter; false when the file system does not know it, or not with that value (EINVAL).
    /// </summary>
    public bool TrySet(string key, Pathname value)
    {
        nint result = Configure(FSCONFIG_SET_STRING, key, value);
        return result switch
        {
            >= 0 => true,
            -EINVAL => false,
            _ => throw Failed($"FSCONFIG_SET_STRING, \"{key}\", {value.ToString()}", result),
        };
    }

    /// <summary>Sets a parameter.</summary>
    public void Set(string key, Pathname value)
    {
        nint result = Configure(FSCONFIG_SET_STRING, key, value);
        if (result < 0)
            throw Failed($"FSCONFIG_SET_STRING, \"{key}\", {value.ToString()}", result);
    }

    /// <summary>Sets a parameter that has no value.</summary>
    public void SetFlag(string key)
    {
        Span<byte> name = stackalloc byte[64];
        nint result;
        // The name is on this method's stack.
        fixed (byte* pointer = Terminated(key, name))
            result = Kernel.Wait(SYS.fsconfig, _context.Number, FSCONFIG_SET_FLAG, (nint)pointer, 0);
        if (result < 0)
            throw Failed($"FSCONFIG_SET_FLAG, \"{key}\"", result);
    }

    /// <summary>Makes the file system, and a mount of it that is attached nowhere.</summary>
    /// <param name="attributes">MOUNT_ATTR_*.</param>
    public OwnedFd Mount(int attributes)
    {
        nint result = Kernel.Wait(SYS.fsconfig, _context.Number, FSCONFIG_CMD_CREATE);
        if (result < 0)
            throw Failed("FSCONFIG_CMD_CREATE", result);
        result = Kernel.Wait(SYS.fsmount, _context.Number, FSMOUNT_CLOEXEC, attributes);
        return result >= 0
            ? new OwnedFd((int)result)
            : throw new SyscallException($"fsmount({Strace.Descriptor(_context)})", (int)-result);
    }

    public void Dispose() => _context.Dispose();

    private nint Configure(int command, string key, Pathname value)
    {
        Span<byte> name = stackalloc byte[64];
        Span<byte> text = stackalloc byte[value.Room];
        int bad = value.Terminate(text);
        if (bad != 0)
            return -bad;
        // Both are on this method's stack.
        fixed (byte* left = Terminated(key, name), right = text)
            return Kernel.Wait(SYS.fsconfig, _context.Number, command, (nint)left, (nint)right);
    }

    private static Span<byte> Terminated(string word, Span<byte> room)
    {
        room.Clear();
        Encoding.ASCII.GetBytes(word, room[..^1]);
        return room;
    }

    // What the file system has to say stands in the context, a message a read, "e " before an error
    // (filesystems/mount_api, "The filesystem context"); at its end ENODATA.
    private SyscallException Failed(string what, nint result)
    {
        var words = new StringBuilder();
        Span<byte> message = stackalloc byte[512];
        fixed (byte* pointer = message)
        {
            for (nint length; (length = Kernel.Wait(SYS.read, _context.Number, (nint)pointer, message.Length)) > 0;)
            {
                words.Append(words.Length == 0 ? " [" : "; ");
                words.Append(Encoding.UTF8.GetString(message[..(int)length]).TrimEnd('\n'));
            }
        }

        string said = words.Length == 0 ? "" : words.Append(']').ToString();
        return new SyscallException($"fsconfig({Strace.Descriptor(_context)}, {what}){said}", (int)-result);
    }
}
