// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Text;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Cgroups;

/// <summary>Tells when a cgroup has no memory left and the OOM killer comes.</summary>
/// <remarks>
/// Source: cgroup-v1/memory.rst, "OOM Control": a counter is told by way of cgroup.event_control. cgroup-v2.rst,
/// memory.events: a change raises POLLPRI.
/// </remarks>
public sealed class OomNotice : IDisposable
{
    private readonly string? _control;
    private readonly string? _events;
    private OwnedFd _waited;
    private ulong _kills;

    private OomNotice(string path, bool isUnified)
    {
        if (isUnified)
        {
            _events = path + "/memory.events";
            _waited = At.Open(BorrowedFd.Cwd, _events, O_RDONLY);
            _kills = Kills();
            return;
        }

        _control = path + "/cgroup.event_control";
        _waited = EventFd.Open();
        using OwnedFd source = At.Open(BorrowedFd.Cwd, path + "/memory.oom_control", O_RDONLY);
        string request = string.Create(CultureInfo.InvariantCulture, $"{_waited.Number} {source.Number}");
        At.Write(BorrowedFd.Cwd, _control, Encoding.ASCII.GetBytes(request));
    }

    /// <summary>Begins to listen; null where the cgroup's memory is not controlled.</summary>
    public static OomNotice? Open(Cgroup cgroup) =>
        cgroup.Find("memory") is { } place
            && (!place.IsUnified || At.Exists(BorrowedFd.Cwd, place.Path + "/memory.events"))
            ? new(place.Path, place.IsUnified)
            : null;

    /// <summary>What to wait for; valid until the next <see cref="Take"/>.</summary>
    public PollEntry Entry => new(_waited, _control is null ? PollEvents.Urgent : PollEvents.Readable);

    /// <summary>
    /// After something came: whether it was the OOM killer, and not another change or the cgroup's end.
    /// </summary>
    public bool Take()
    {
        if (_control is not null)
        {
            EventFd.Take(_waited);
            // The counter is told of the cgroup's end too (kernel/cgroup v1, memcg_event_remove).
            return At.Exists(BorrowedFd.Cwd, _control);
        }

        // What was opened before the count is read tells of every change after it.
        if (At.OpenIfThere(BorrowedFd.Cwd, _events!, O_RDONLY) is not { } reopened)
            return false;
        _waited.Dispose();
        _waited = reopened;
        ulong last = _kills;
        _kills = Kills();
        return _kills > last;
    }

    public void Dispose() => _waited.Dispose();

    // By this descriptor: only what was read through it is a change no more (fs/kernfs/file.c, kernfs_generic_poll).
    private ulong Kills()
    {
        foreach (ReadOnlySpan<char> line in Encoding.ASCII.GetString(Fd.ReadAll(_waited)).AsSpan().EnumerateLines())
        {
            if (line.StartsWith("oom_kill ")
                && ulong.TryParse(line[9..], CultureInfo.InvariantCulture, out ulong kills))
            {
                return kills;
            }
        }

        return 0;
    }
}
