// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Bpf;
using Husk.Linux.Syscalls;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Cgroups;

/// <summary>Which device nodes can be used: a file in v1, a program in v2.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Allowed Device list" and "Default Devices".</remarks>
internal static class DevicesController
{
    /// <summary>Adds the writes of v1, or gives the program of v2.</summary>
    /// <exception cref="Oci.SpecException">
    /// A rule that cannot be read; one that v1 cannot hold; a host that cannot guard devices at all.
    /// </exception>
    public static bpf_insn[]? Plan(WriteList list, IReadOnlyList<DeviceRule> wanted)
    {
        List<(DeviceAccessRule Rule, string Field)> rules = Read(wanted);
        if (list.Layout.Find("devices") is { } devices)
        {
            var state = new DeviceList();
            foreach ((DeviceAccessRule rule, string field) in rules)
                state.Play(rule, field);
            state.AddTo(list.Writes, devices);
            return null;
        }

        // Without a guard root in the container could use every disk of the host.
        if (list.Layout.Unified is null)
        {
            throw WriteList.Refuse(
                "devices",
                "this host has neither the devices cgroup controller nor cgroup v2, so devices cannot be guarded");
        }

        return DeviceProgram.Assemble(rules.ConvertAll(static each => each.Rule));
    }

    /// <summary>The rules of the configuration, and after them those that every container has.</summary>
    /// <exception cref="Oci.SpecException">A rule that cannot be read.</exception>
    public static List<DeviceAccessRule> Rules(IReadOnlyList<DeviceRule> wanted) =>
        Read(wanted).ConvertAll(static each => each.Rule);

    private static List<(DeviceAccessRule Rule, string Field)> Read(IReadOnlyList<DeviceRule> wanted)
    {
        var rules = new List<(DeviceAccessRule Rule, string Field)>(wanted.Count + DefaultDevices.Rules.Length);
        for (int i = 0; i < wanted.Count; i++)
            rules.Add((Read(wanted[i], $"devices[{i}]"), $"$.linux.resources.devices[{i}]"));
        foreach (DeviceAccessRule rule in DefaultDevices.Rules)
            rules.Add((rule, DefaultDevices.Field));
        return rules;
    }

    private static DeviceAccessRule Read(DeviceRule rule, string field)
    {
        DeviceKind? kind = rule.Type switch
        {
            "" or "a" => null,
            "c" => DeviceKind.Character,
            "b" => DeviceKind.Block,
            _ => throw WriteList.Refuse(
                field + ".type", $"invalid cgroup device type {JsonText.Quoted(rule.Type)}; write a, b or c"),
        };
        uint? major = Number(rule.Major, field + ".major"), minor = Number(rule.Minor, field + ".minor");
        return new(rule.Allow, kind, major, minor, Rights(rule.Access, field));
    }

    /// <summary>-1 is how Go programs write "all".</summary>
    private static uint? Number(long? number, string field) => number switch
    {
        null or -1 => null,
        >= 0 and <= uint.MaxValue => (uint)number,
        _ => throw WriteList.Refuse(field, $"{number} is no device number"),
    };

    private static DeviceRights Rights(string access, string field)
    {
        if (access.Length == 0)
            throw WriteList.Refuse(field + ".access", "device access cannot be empty; write letters of rwm");
        DeviceRights rights = DeviceRights.None;
        foreach (char letter in access)
        {
            rights |= letter switch
            {
                'r' => DeviceRights.Read,
                'w' => DeviceRights.Write,
                'm' => DeviceRights.Mknod,
                _ => throw WriteList.Refuse(
                    field + ".access", $"{JsonText.Quoted(access)} has another letter than r, w and m"),
            };
        }

        return rights;
    }
}
