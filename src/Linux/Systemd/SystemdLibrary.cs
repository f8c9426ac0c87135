// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;

namespace Husk.Linux.Systemd;

/// <summary>
/// The bus client of libsystemd, opened by dlopen(3) when the first unit is asked for: who leaves his cgroups to
/// husk-oci does not pay for it, and need not have it.
/// </summary>
/// <remarks>Source: sd-bus(3) and the pages it names. It starts no thread.</remarks>
internal sealed unsafe class SystemdLibrary
{
    private const string FileName = "libsystemd.so.0";

    private static SystemdLibrary? _loaded;

    public readonly delegate* unmanaged<nint*, int> New;
    public readonly delegate* unmanaged<nint, byte*, int> SetAddress;
    public readonly delegate* unmanaged<nint, int, int> SetBusClient;
    public readonly delegate* unmanaged<nint, int> Start;
    public readonly delegate* unmanaged<nint, nint> FlushCloseUnref;
    public readonly delegate* unmanaged<nint, nint*, int> Process;
    public readonly delegate* unmanaged<nint, ulong, int> Wait;
    public readonly delegate* unmanaged<nint, nint, ulong, BusError*, nint*, int> Call;
    public readonly delegate* unmanaged<BusError*, void> ErrorFree;
    public readonly delegate* unmanaged<nint, nint*, byte*, byte*, byte*, byte*, int> NewMethodCall;
    public readonly delegate* unmanaged<nint, nint> Unref;
    public readonly delegate* unmanaged<nint, byte, void*, int> AppendBasic;
    public readonly delegate* unmanaged<nint, byte, byte*, int> OpenContainer;
    public readonly delegate* unmanaged<nint, int> CloseContainer;
    public readonly delegate* unmanaged<nint, byte*, byte*, int> IsSignal;
    public readonly delegate* unmanaged<nint, byte, void*, int> ReadBasic;
    public readonly delegate* unmanaged<nint, byte, byte*, int> EnterContainer;

    private SystemdLibrary(nint library)
    {
        New = (delegate* unmanaged<nint*, int>)Find("sd_bus_new");
        SetAddress = (delegate* unmanaged<nint, byte*, int>)Find("sd_bus_set_address");
        SetBusClient = (delegate* unmanaged<nint, int, int>)Find("sd_bus_set_bus_client");
        Start = (delegate* unmanaged<nint, int>)Find("sd_bus_start");
        FlushCloseUnref = (delegate* unmanaged<nint, nint>)Find("sd_bus_flush_close_unref");
        Process = (delegate* unmanaged<nint, nint*, int>)Find("sd_bus_process");
        Wait = (delegate* unmanaged<nint, ulong, int>)Find("sd_bus_wait");
        Call = (delegate* unmanaged<nint, nint, ulong, BusError*, nint*, int>)Find("sd_bus_call");
        ErrorFree = (delegate* unmanaged<BusError*, void>)Find("sd_bus_error_free");
        NewMethodCall = (delegate* unmanaged<nint, nint*, byte*, byte*, byte*, byte*, int>)Find(
            "sd_bus_message_new_method_call");
        Unref = (delegate* unmanaged<nint, nint>)Find("sd_bus_message_unref");
        AppendBasic = (delegate* unmanaged<nint, byte, void*, int>)Find("sd_bus_message_append_basic");
        OpenContainer = (delegate* unmanaged<nint, byte, byte*, int>)Find("sd_bus_message_open_container");
        CloseContainer = (delegate* unmanaged<nint, int>)Find("sd_bus_message_close_container");
        IsSignal = (delegate* unmanaged<nint, byte*, byte*, int>)Find("sd_bus_message_is_signal");
        ReadBasic = (delegate* unmanaged<nint, byte, void*, int>)Find("sd_bus_message_read_basic");
        EnterContainer = (delegate* unmanaged<nint, byte, byte*, int>)Find("sd_bus_message_enter_container");

        // The pointers stay valid because the library is never closed.
        nint Find(string name) => NativeLibrary.GetExport(library, name);
    }

    /// <summary>Opens the library, once per process.</summary>
    /// <exception cref="DllNotFoundException">It is not installed; the message names the package.</exception>
    public static SystemdLibrary Load() => _loaded ??= NativeLibrary.TryLoad(FileName, out nint library)
        ? new SystemdLibrary(library)
        : throw new DllNotFoundException(
            $"{FileName} is not installed, and the systemd cgroup driver speaks to systemd through it: install the "
            + "package libsystemd0 (Debian, Ubuntu) or systemd-libs (Fedora, Arch), or leave --systemd-cgroup out");

    /// <summary><c>struct sd_bus_error</c> of sd-bus.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct BusError
    {
        public byte* Name;
        public byte* Message;
        private readonly int _needFree;
    }
}
