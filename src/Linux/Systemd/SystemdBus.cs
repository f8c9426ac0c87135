// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Systemd;

/// <summary>A connection to systemd.</summary>
/// <remarks>
/// Source: org.freedesktop.systemd1(5). What is refused is thrown as a <see cref="SyscallException"/> with systemd's
/// words as a comment.
/// </remarks>
public sealed unsafe partial class SystemdBus : IDisposable
{
    internal const string Manager = Destination + ".Manager";
    private const string Destination = "org.freedesktop.systemd1", ManagerPath = "/org/freedesktop/systemd1";

    /// <summary>
    /// What runc waits for a job; the bus's own patience with a call is 25 s (sd_bus_set_method_call_timeout(3)).
    /// </summary>
    private static readonly TimeSpan JobLimit = TimeSpan.FromSeconds(30);

    private readonly SystemdLibrary _library;
    private readonly bool _isBus;
    private nint _bus;
    private bool _listens;

    private SystemdBus(SystemdLibrary library, nint bus, bool isBus) =>
        (_library, _bus, _isBus) = (library, bus, isBus);

    /// <summary>Connects.</summary>
    /// <param name="user">To the user's systemd and not to the system's.</param>
    /// <exception cref="SyscallException">There is nobody; the first address that was tried is told.</exception>
    public static SystemdBus Open(bool user)
    {
        SystemdLibrary library = SystemdLibrary.Load();
        SyscallException? first = null;
        foreach ((string address, bool isBus) in SystemdHost.Addresses(user, Environment.GetEnvironmentVariable))
        {
            try
            {
                return Open(library, address, isBus);
            }
            catch (SyscallException refused)
            {
                first ??= refused;
            }
        }

        throw first ?? new SyscallException(
            "sd_bus_start() /* the user's systemd: neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR is set */",
            ENOENT);
    }

    public void Dispose()
    {
        if (_bus != 0)
            _library.FlushCloseUnref(_bus);
        _bus = 0;
    }

    private static SystemdBus Open(SystemdLibrary library, string address, bool isBus)
    {
        nint bus;
        BusMessage.Must(library.New(&bus), "sd_bus_new");
        var connection = new SystemdBus(library, bus, isBus);
        int result;
        fixed (byte* text = BusMessage.Terminated(address))
            result = library.SetAddress(bus, text);
        if (result >= 0 && isBus)
            result = library.SetBusClient(bus, 1);
        if (result >= 0)
            result = library.Start(bus);
        if (result >= 0)
            return connection;
        connection.Dispose();
        throw new SyscallException($"sd_bus_start({Strace.Quote(address)})", -result);
    }

    /// <summary>Calls a method of systemd's and waits for its answer.</summary>
    /// <returns>Null when it was refused: then <paramref name="refusal"/> tells why.</returns>
    private BusMessage? Call(
        string path, string interfaceName, string member, out Refusal refusal,
        params ReadOnlySpan<BusValue> arguments) =>
        Call(Destination, path, interfaceName, member, out refusal, arguments);

    private BusMessage? Call(
        string destination, string path, string interfaceName, string member, out Refusal refusal,
        params ReadOnlySpan<BusValue> arguments)
    {
        refusal = default;
        nint handle;
        fixed (byte* d = BusMessage.Terminated(destination), p = BusMessage.Terminated(path))
        fixed (byte* i = BusMessage.Terminated(interfaceName), m = BusMessage.Terminated(member))
            BusMessage.Must(_library.NewMethodCall(_bus, &handle, d, p, i, m), "sd_bus_message_new_method_call");
        using var message = new BusMessage(_library, handle);
        foreach (BusValue argument in arguments)
            message.Append(argument);

        SystemdLibrary.BusError error = default;
        nint reply;
        int result = _library.Call(_bus, handle, 0, &error, &reply);
        if (result >= 0)
            return new BusMessage(_library, reply);
        refusal = new(Text(error.Name), Text(error.Message), -result);
        _library.ErrorFree(&error);
        return null;
    }

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    /// <summary>Why a call was refused.</summary>
    /// <param name="Name">The error's name, as <c>org.freedesktop.systemd1.NoSuchUnit</c>.</param>
    /// <param name="Message">systemd's words.</param>
    /// <param name="Errno">What sd-bus makes of it.</param>
    private readonly record struct Refusal(string Name, string Message, int Errno)
    {
        public bool Is(string name) => Name == Destination + "." + name;

        public SyscallException Of(string call) => new($"{call} /* {Message.ReplaceLineEndings(" ")} */", Errno);
    }
}
