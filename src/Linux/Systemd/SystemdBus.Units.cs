// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Systemd;

public sealed unsafe partial class SystemdBus
{
    private static readonly BusValue Replace = BusValue.Text("replace");

    /// <summary>systemd's version, 252 of <c>252.38-1~deb12u1</c>; 0 when it does not say.</summary>
    public int Version
    {
        get
        {
            string text = Property(ManagerPath, Manager, "Version").TrimStart('v');
            int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
            return int.TryParse(
                digits < 0 ? text : text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out int version)
                ? version
                : 0;
        }
    }

    /// <summary>
    /// Starts a unit that exists only as long as it runs, and waits until it does. What is left of a failed unit of
    /// that name is cleared first.
    /// </summary>
    /// <exception cref="SyscallException">A unit of that name is there, or systemd refuses a property.</exception>
    public void StartTransientUnit(string unit, IReadOnlyList<UnitProperty> properties)
    {
        Listen();
        string call = $"StartTransientUnit({Strace.Quote(unit)})";
        if (Start(out Refusal refusal) is not { } reply)
        {
            if (!refusal.Is("UnitExists"))
                throw refusal.Of(call);
            ResetFailedUnit(unit);
            reply = Start(out refusal) ?? throw refusal.Of(call);
        }

        try
        {
            AwaitJob(reply, call);
        }
        catch (SyscallException)
        {
            ResetFailedUnit(unit);
            throw;
        }

        BusMessage? Start(out Refusal refusal) => Call(
            ManagerPath, Manager, "StartTransientUnit", out refusal,
            BusValue.Text(unit), Replace, Properties(properties), BusValue.Array("(sa(sv))"));
    }

    /// <summary>Changes properties of a unit until the next boot.</summary>
    public void SetUnitProperties(string unit, IReadOnlyList<UnitProperty> properties)
    {
        using BusMessage reply = Call(
            ManagerPath, Manager, "SetUnitProperties", out Refusal refusal,
            BusValue.Text(unit), BusValue.Flag(true), Properties(properties))
            ?? throw refusal.Of($"SetUnitProperties({Strace.Quote(unit)})");
    }

    /// <summary>Stops a unit and waits until it has stopped; one that is not there has.</summary>
    public void StopUnit(string unit)
    {
        Listen();
        string call = $"StopUnit({Strace.Quote(unit)})";
        if (Call(ManagerPath, Manager, "StopUnit", out Refusal refusal, BusValue.Text(unit), Replace) is { } reply)
            AwaitJob(reply, call);
        else if (!refusal.Is("NoSuchUnit"))
            throw refusal.Of(call);
    }

    /// <summary>
    /// Has systemd forget a unit that failed: its name is free again. One that is not there is no error.
    /// </summary>
    public void ResetFailedUnit(string unit)
    {
        using BusMessage? reply = Call(
            ManagerPath, Manager, "ResetFailedUnit", out Refusal refusal, BusValue.Text(unit));
        if (reply is null && !refusal.Is("NoSuchUnit"))
            throw refusal.Of($"ResetFailedUnit({Strace.Quote(unit)})");
    }

    /// <summary>The cgroup of a unit that runs: a path in every hierarchy, with a slash in front.</summary>
    public string ControlGroup(string unit)
    {
        string type = unit.EndsWith(".slice", StringComparison.Ordinal) ? ".Slice" : ".Scope";
        return Property(ManagerPath + "/unit/" + Label(unit), Destination + type, "ControlGroup");
    }

    private string Property(string path, string interfaceName, string name)
    {
        using BusMessage reply = Call(
            path, "org.freedesktop.DBus.Properties", "Get", out Refusal refusal,
            BusValue.Text(interfaceName), BusValue.Text(name)) ?? throw refusal.Of($"Get({interfaceName}.{name})");
        reply.EnterTextVariant();
        return reply.ReadText('s');
    }

    private static BusValue Properties(IEnumerable<UnitProperty> properties) => BusValue.Array(
        "(sv)",
        [.. properties.Select(each => BusValue.Struct(BusValue.Text(each.Name), BusValue.Variant(each.Value)))]);

    /// <summary>Part of an object's path: all but letters and digits as hexadecimal (sd_bus_path_encode(3)).</summary>
    private static string Label(string unit)
    {
        var label = new StringBuilder();
        foreach (byte each in Encoding.UTF8.GetBytes(unit))
        {
            bool isPlain = char.IsAsciiLetter((char)each) || (char.IsAsciiDigit((char)each) && label.Length > 0);
            label.Append(isPlain ? ((char)each).ToString() : $"_{each:x2}");
        }

        return label.ToString();
    }

    /// <summary>A bus delivers what is asked for; on its own socket systemd tells everything.</summary>
    private void Listen()
    {
        if (_isBus && !_listens)
        {
            const string bus = "org.freedesktop.DBus";
            string rule =
                $"type='signal',sender='{Destination}',path='{ManagerPath}',interface='{Manager}',member='JobRemoved'";
            using BusMessage reply = Call(
                bus, "/org/freedesktop/DBus", bus, "AddMatch", out Refusal refusal, BusValue.Text(rule))
                ?? throw refusal.Of("AddMatch(JobRemoved)");
        }

        _listens = true;
    }

    /// <summary>Waits for the end of the job that a reply names.</summary>
    private void AwaitJob(BusMessage reply, string call)
    {
        string job;
        using (reply)
            job = reply.ReadText('o');
        long end = Environment.TickCount64 + (long)JobLimit.TotalMilliseconds;
        while (true)
        {
            nint handle;
            int result = _library.Process(_bus, &handle);
            BusMessage.Must(result, "sd_bus_process");
            if (handle != 0)
            {
                using var message = new BusMessage(_library, handle);
                if (ResultOf(message, job) is not { } ended)
                    continue;
                if (ended is "done" or "skipped")
                    return;
                throw new SyscallException($"{call} /* systemd's job ended: {ended}; its journal tells more */", EIO);
            }

            long left = end - Environment.TickCount64;
            if (left <= 0)
            {
                throw new SyscallException(
                    $"{call} /* systemd's job has not ended for {JobLimit.TotalSeconds} s */", ETIMEDOUT);
            }

            if (result == 0)
                _library.Wait(_bus, (ulong)left * 1000);
        }
    }

    /// <summary>How the job ended; null when the message is about something else.</summary>
    private static string? ResultOf(BusMessage message, string job)
    {
        if (!message.IsSignal("JobRemoved"))
            return null;
        message.Skip32();
        if (message.ReadText('o') != job)
            return null;
        message.ReadText('s');
        return message.ReadText('s');
    }
}
