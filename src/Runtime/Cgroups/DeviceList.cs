// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using Husk.Linux.Bpf;
using Husk.Linux.Cgroups;
using Husk.Oci;

namespace Husk.Runtime.Cgroups;

/// <summary>
/// What the v1 device controller holds: a default, and exceptions from it. Rules are played through it in order, and
/// only the result is written, so that a rule which a later one undoes is never in force.
/// </summary>
/// <remarks>Source: cgroup-v1/devices.rst; security/device_cgroup.c.</remarks>
internal sealed class DeviceList
{
    private readonly List<(DeviceAccessRule Exception, string Field)> _exceptions = [];
    private bool _allow;
    private string _field = DefaultDevices.Field;

    /// <summary>Plays one rule.</summary>
    /// <exception cref="SpecException">The rule takes something out of the middle of an exception.</exception>
    public void Play(DeviceAccessRule rule, string field)
    {
        if (rule.IsTotal)
        {
            (_allow, _field) = (rule.Allow, field);
            _exceptions.Clear();
            return;
        }

        foreach (DeviceAccessRule each in PerKind(rule))
        {
            if (rule.Allow == _allow)
                TakeBack(each, field);
            else
                Except(each, field);
        }
    }

    /// <summary>The writes that bring a cgroup, whatever it allows, to this list.</summary>
    public void AddTo(List<CgroupWrite> writes, CgroupHierarchy devices)
    {
        writes.Add(Write(devices, _allow, "a", _field));
        foreach ((DeviceAccessRule exception, string field) in _exceptions)
            writes.Add(Write(devices, exception.Allow, Text(exception), field));
    }

    private static CgroupWrite Write(CgroupHierarchy devices, bool allow, string value, string field) => new()
    {
        Hierarchy = devices.Name,
        File = allow ? "devices.allow" : "devices.deny",
        Value = value,
        Field = field,
    };

    /// <summary>
    /// The file knows both kinds at once only as "a", which means every number and every right, whatever stands
    /// behind it.
    /// </summary>
    private static IEnumerable<DeviceAccessRule> PerKind(DeviceAccessRule rule) => rule.Kind is null
        ? [rule with { Kind = DeviceKind.Character }, rule with { Kind = DeviceKind.Block }]
        : [rule];

    private void Except(DeviceAccessRule rule, string field)
    {
        int i = IndexOf(rule);
        if (i < 0)
            _exceptions.Add((rule, field));
        else
            _exceptions[i] = (rule with { Rights = rule.Rights | _exceptions[i].Exception.Rights }, field);
    }

    private void TakeBack(DeviceAccessRule rule, string field)
    {
        for (int i = _exceptions.Count - 1; i >= 0; i--)
        {
            (DeviceAccessRule exception, string exceptionField) = _exceptions[i];
            // Of the two rules the user can change the one that is his.
            if (!Covers(rule, exception))
                RefuseHole(rule, exception, field == DefaultDevices.Field ? exceptionField : field);
            else if ((exception.Rights & ~rule.Rights) is DeviceRights.None)
                _exceptions.RemoveAt(i);
            else
                _exceptions[i] = (exception with { Rights = exception.Rights & ~rule.Rights }, exceptionField);
        }
    }

    /// <summary>The kernel would ignore such a rule without a word and leave the device open.</summary>
    private static void RefuseHole(DeviceAccessRule rule, DeviceAccessRule exception, string field)
    {
        bool meets = rule.Kind == exception.Kind && (rule.Rights & exception.Rights) != DeviceRights.None
            && Meets(rule.Major, exception.Major) && Meets(rule.Minor, exception.Minor);
        if (meets)
        {
            string what = $"cgroup v1 cannot take \"{Text(rule)}\" back out of \"{Text(exception)}\"";
            throw SpecException.At(field, what + "; list the devices one by one");
        }
    }

    private static bool Covers(DeviceAccessRule wide, DeviceAccessRule narrow) =>
        wide.Kind == narrow.Kind
        && (wide.Major is null || wide.Major == narrow.Major)
        && (wide.Minor is null || wide.Minor == narrow.Minor);

    private static bool Meets(uint? one, uint? other) => one is null || other is null || one == other;

    private int IndexOf(DeviceAccessRule rule)
    {
        for (int i = 0; i < _exceptions.Count; i++)
        {
            DeviceAccessRule each = _exceptions[i].Exception;
            if (each.Kind == rule.Kind && each.Major == rule.Major && each.Minor == rule.Minor)
                return i;
        }

        return -1;
    }

    private static string Text(DeviceAccessRule rule)
    {
        char kind = rule.Kind == DeviceKind.Block ? 'b' : 'c';
        string rights = "";
        if (rule.Rights.HasFlag(DeviceRights.Read))
            rights += 'r';
        if (rule.Rights.HasFlag(DeviceRights.Write))
            rights += 'w';
        if (rule.Rights.HasFlag(DeviceRights.Mknod))
            rights += 'm';
        return $"{kind} {Number(rule.Major)}:{Number(rule.Minor)} {rights}";
    }

    private static string Number(uint? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "*";
}
