// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Husk.Linux.Systemd;

/// <summary>A message on its way out or in.</summary>
/// <remarks>
/// Source: sd_bus_message_append_basic(3), sd_bus_message_open_container(3), sd_bus_message_read_basic(3).
/// </remarks>
internal readonly unsafe struct BusMessage(SystemdLibrary library, nint handle) : IDisposable
{
    public nint Handle => handle;

    public void Append(BusValue value)
    {
        byte type = (byte)value.Signature[0];
        switch (type)
        {
            case (byte)'s' or (byte)'o' or (byte)'g':
                fixed (byte* text = Terminated(value.Characters))
                    Must(library.AppendBasic(handle, type, text), "sd_bus_message_append_basic");
                break;
            case (byte)'a':
                AppendContainer(type, value.Signature[1..], value.Items);
                break;
            case (byte)'(':
                AppendContainer((byte)'r', value.Signature[1..^1], value.Items);
                break;
            case (byte)'v':
                AppendContainer(type, value.Items[0].Signature, value.Items);
                break;
            default:
                // Little endian: every integer's bytes begin where the widest one's do. On this method's stack.
                ulong bits = value.Bits;
                Must(library.AppendBasic(handle, type, &bits), "sd_bus_message_append_basic");
                break;
        }
    }

    public void Skip32()
    {
        uint skipped;
        Must(library.ReadBasic(handle, (byte)'u', &skipped), "sd_bus_message_read_basic");
    }

    /// <summary>Reads a string, or an object's path.</summary>
    public string ReadText(char type)
    {
        byte* text;
        Must(library.ReadBasic(handle, (byte)type, &text), "sd_bus_message_read_basic");
        return Marshal.PtrToStringUTF8((nint)text)!;
    }

    /// <summary>Goes into a variant that holds a string.</summary>
    public void EnterTextVariant()
    {
        fixed (byte* content = "s\0"u8)
            Must(library.EnterContainer(handle, (byte)'v', content), "sd_bus_message_enter_container");
    }

    public bool IsSignal(string member)
    {
        fixed (byte* interfaceName = Terminated(SystemdBus.Manager), memberName = Terminated(member))
            return library.IsSignal(handle, interfaceName, memberName) > 0;
    }

    public void Dispose() => library.Unref(handle);

    public static byte[] Terminated(string text) => Encoding.UTF8.GetBytes(text + "\0");

    public static void Must(int result, string call)
    {
        if (result < 0)
            throw new SyscallException($"{call}()", -result);
    }

    private void AppendContainer(byte type, string contents, ReadOnlySpan<BusValue> items)
    {
        fixed (byte* signature = Terminated(contents))
            Must(library.OpenContainer(handle, type, signature), "sd_bus_message_open_container");
        foreach (BusValue item in items)
            Append(item);
        Must(library.CloseContainer(handle), "sd_bus_message_close_container");
    }
}
