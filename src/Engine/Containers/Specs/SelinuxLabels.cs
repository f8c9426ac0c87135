// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Linq;

namespace Husk.Engine.Containers.Specs;

/// <summary>
/// SELinux contexts of a container's process and of its files; empty where SELinux is off, or nothing was asked for.
/// </summary>
/// <remarks>
/// By default none, as docker's daemon without <c>--selinux-enabled</c>: a process in <c>container_t</c> could not even
/// read its root file system, whose files have the label of whatever directory of the host they are in. The types are those of container-selinux, which all engines share; the two categories keep containers apart.
/// </remarks>
internal sealed record SelinuxLabels(string Process, string Mount)
{
    private const int Categories = 1024;

    private static readonly SelinuxLabels None = new("", "");

    public static SelinuxLabels Of(SpecRequest request, SecurityOptions security)
    {
        HostConfig host = request.Container.HostConfig;
        bool shares = host.PidMode == "host" || host.IpcMode == "host";
        if (!request.Host.Selinux || security.Labels.Count == 0 || security.Labels.Contains("disable")
            || host.Privileged || shares)
        {
            return None;
        }

        string[] process = ["system_u", "system_r", "container_t", Level(request.Container.Id)];
        string fileType = "container_file_t";
        foreach (string label in security.Labels)
        {
            string[] parts = label.Split(':', 2);
            int at = Array.IndexOf(["user", "role", "type", "level"], parts[0]);
            if (parts.Length == 2 && at >= 0)
            {
                process[at] = parts[1];
            }
            else if (parts.Length == 2 && parts[0] == "filetype")
            {
                fileType = parts[1];
            }
            else
            {
                throw new EngineException(EngineFault.InvalidArgument,
                    $"bad label option \"{label}\", valid options 'disable' or 'user, role, level, type, filetype' followed by ':' and a value");
            }
        }
        return new SelinuxLabels(string.Join(':', process), $"{process[0]}:object_r:{fileType}:{process[3]}");
    }

    /// <summary>Two different categories out of the container's id, so that every start has the same.</summary>
    private static string Level(string id)
    {
        int first = Number(id.AsSpan(0, 8)), second = Number(id.AsSpan(8, 8));
        if (first == second)
            second = (second + 1) % Categories;
        return $"s0:c{int.Min(first, second)},c{int.Max(first, second)}";
    }

    private static int Number(ReadOnlySpan<char> hex) =>
        (int)(uint.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) % Categories);
}
