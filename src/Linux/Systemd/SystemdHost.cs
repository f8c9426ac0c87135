// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using Husk.Linux.Syscalls;

namespace Husk.Linux.Systemd;

/// <summary>What of systemd there is on this host, and how to reach it.</summary>
public static class SystemdHost
{
    /// <summary>Whether the host was booted with systemd (sd_booted(3)).</summary>
    public static bool IsRunning => At.Exists(BorrowedFd.Cwd, "/run/systemd/system");

    /// <summary>
    /// Whether it is the user's own systemd that has to be asked: of root, and nobody else, the system's takes orders.
    /// Root of a user namespace is not root there.
    /// </summary>
    public static bool IsUserInstance
    {
        get
        {
            if (Kernel.Call(SYS.geteuid) != 0)
                return true;
            byte[]? map = At.ReadAllIfThere(BorrowedFd.Cwd, "/proc/self/uid_map");
            string[] words = Encoding.ASCII.GetString(map ?? []).Split(
                (char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return words is not ([] or ["0", "0", "4294967295"]);
        }
    }

    /// <summary>
    /// Addresses in the order in which they are tried. systemd's private socket comes without a bus daemon in between,
    /// so it is quicker, and there before and after the daemon is.
    /// </summary>
    /// <param name="user">Of the user's systemd.</param>
    /// <param name="variable">Looks an environment variable up.</param>
    internal static IEnumerable<(string Address, bool IsBus)> Addresses(bool user, Func<string, string?> variable)
    {
        string? said = variable(user ? "DBUS_SESSION_BUS_ADDRESS" : "DBUS_SYSTEM_BUS_ADDRESS");
        if (!string.IsNullOrEmpty(said))
            yield return (said, true);
        if (!user)
        {
            yield return ("unix:path=/run/systemd/private", false);
            yield return ("unix:path=/run/dbus/system_bus_socket", true);
        }
        else if (variable("XDG_RUNTIME_DIR") is { Length: > 0 } directory)
        {
            yield return ($"unix:path={Escape(directory)}/systemd/private", false);
            yield return ($"unix:path={Escape(directory)}/bus", true);
        }
    }

    /// <summary>D-Bus Specification, "Server Addresses".</summary>
    private static string Escape(string path)
    {
        var escaped = new StringBuilder();
        foreach (byte each in Encoding.UTF8.GetBytes(path))
        {
            if (char.IsAsciiLetterOrDigit((char)each) || each is (byte)'-' or (byte)'_' or (byte)'/' or (byte)'.')
                escaped.Append((char)each);
            else
                escaped.Append('%').Append(each.ToString("x2"));
        }

        return escaped.ToString();
    }
}
