// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Linq;
using Husk.Cli.Output;
using Husk.Engine.Explaining;

namespace Husk.Cli.Explaining;

/// <summary>What a container is made of, as text.</summary>
internal static class ContainerText
{
    public static string Of(ExplainedContainer container)
    {
        var lines = new Lines();
        lines.Rows(0,
        [
            ("container", $"{container.Name}  {container.Id}"),
            ("image", container.Image),
            ("status", container.Pid > 0
                ? string.Create(
                    CultureInfo.InvariantCulture, $"{container.Status}, process {container.Pid} of the host")
                : container.Status),
            ("command", string.Join(' ', container.Command)),
        ]);
        if (container.Processes.Count > 0)
            Processes(lines, container);
        lines.Heading("Namespaces");
        lines.Rows(2, [.. container.Namespaces.Select(
            each => (each.Type, $"{Number(each)}{Sharing(each)}  {each.Isolates}"))]);
        lines.Heading("Layers, the highest first");
        lines.Rows(2, [.. container.Layers.Reverse()
            .Select(layer => (LayerName(layer), $"{Human.Size(layer.Size),-8} {layer.CreatedBy}"))]);
        lines.Heading("Mounts");
        lines.Rows(2, [.. container.Mounts.Select(
            mount => ($"{mount.Target}", $"{mount.Type,-8} {mount.Options.Split(',')[0]}  {mount.Origin}"))]);
        lines.Heading("Limits and use");
        lines.Rows(2, [.. container.Limits.Select(limit => ($"{limit.Name} ({limit.File})", LimitText.Of(limit)))]);
        lines.Rows(2, [.. container.Rlimits.Select(
            limit => (limit.Name, limit.Soft == limit.Hard ? limit.Soft : $"{limit.Soft}, up to {limit.Hard}"))]);
        foreach (string cgroup in container.Cgroups)
            lines.Line(2, "cgroup ", cgroup);
        Rights(lines, container.Rights);
        lines.Heading("Devices that can be opened");
        foreach (string device in container.Devices)
            lines.Line(2, "", device);
        NetworkText.Write(lines, container.Network);
        return lines.ToString();
    }

    /// <summary>What a namespace is called: by its inode, as <c>lsns</c> does.</summary>
    private static string Number(ExplainedNamespace each) =>
        each.Inode > 0 ? each.Inode.ToString(CultureInfo.InvariantCulture) : "";

    public static string Sharing(ExplainedNamespace each) =>
        each.SharedWith.Count == 0 ? "  its own" : $"  shared with {string.Join(", ", each.SharedWith)}";

    public static string LayerName(ExplainedLayer layer) => layer.Number == 0
        ? "writable" : string.Create(CultureInfo.InvariantCulture, $"{layer.Number} {layer.Digest[..19]}");

    private static void Processes(Lines lines, ExplainedContainer container)
    {
        lines.Heading("Processes: number inside, on the host, user");
        foreach (ExplainedProcess process in container.Processes)
        {
            lines.Line(2, "", string.Create(
                CultureInfo.InvariantCulture,
                $"{process.Inside,5} {process.Pid,8} {process.Uid,6} {process.State}  {new string(' ', process.Depth * 2)}{process.Command}"));
        }
    }

    private static void Rights(Lines lines, ExplainedRights rights)
    {
        lines.Heading("Rights");
        lines.Rows(2,
        [
            ("user", rights.User),
            ("capabilities", rights.Effective.Count == 0 ? "none" : string.Join(' ', rights.Effective)),
            ("at most", rights.Bounding.SequenceEqual(rights.Effective)
                ? "the same"
                : rights.Bounding.Count == 0 ? "none" : string.Join(' ', rights.Bounding)),
            ("no new privileges", rights.NoNewPrivileges ? "set: set-user-ID programs gain nothing" : "not set"),
            ("seccomp", rights.Seccomp == "none" ? "none: every system call is open"
                : string.Create(CultureInfo.InvariantCulture,
                    $"{rights.Seccomp}: {rights.Refused.Count} system calls are refused, {rights.Conditional.Count} depend on their arguments")),
            .. rights.Apparmor.Length > 0 ? [("AppArmor", rights.Apparmor)] : ((string, string)[])[],
        ]);
        if (rights.Refused.Count > 0)
            lines.Line(2, "refused: ", string.Join(' ', rights.Refused));
        if (rights.Conditional.Count > 0)
            lines.Line(2, "some arguments: ", string.Join(' ', rights.Conditional));
    }
}
