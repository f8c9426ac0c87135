// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Init;

/// <summary>The maps of a new user namespace, written from outside (user_namespaces(7)).</summary>
internal static class IdMaps
{
    public static void Write(int pid, LinuxSpec linux)
    {
        string process = "/proc/" + pid.ToString(CultureInfo.InvariantCulture);
        At.Write(BorrowedFd.Cwd, process + "/uid_map", Text(linux.UidMappings));
        At.Write(BorrowedFd.Cwd, process + "/gid_map", Text(linux.GidMappings));
    }

    /// <summary>`first inside, first outside, how many`, a line each: one write, as the file takes no second.</summary>
    internal static byte[] Text(IdMapping[] mappings)
    {
        var text = new StringBuilder();
        foreach (IdMapping mapping in mappings)
        {
            text.Append(CultureInfo.InvariantCulture, $"{mapping.ContainerId} {mapping.HostId} {mapping.Size}\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
