// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.CompilerServices;
using System.Text;
using Husk.Linux.Seccomp;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cli.Output;

namespace Husk.Runtime.Cli;

/// <summary>
/// `--version`. The first three lines are those of runc: old go-runc reads them by their place, newer by their names.
/// The last is crun's: its tests, and scripts, look for the `+` of what they need.
/// </summary>
internal static class VersionText
{
    /// <summary>
    /// What is built in, by crun's words; whether this host has it too, `features` tells. No word of crun's that stands
    /// for something missing here, and none with "version" in it: dockerd takes the last such line for the first.
    /// </summary>
    private const string BuiltIn = "+SYSTEMD +SELINUX +APPARMOR +CAP +SECCOMP +EBPF +CRIU";

    public static int Print(OutputStream to)
    {
        var text = new StringBuilder();
        text.Append("husk-oci version ").Append(BuildFacts.Version).Append('\n');
        text.Append("commit: ").Append(BuildFacts.Commit).Append('\n');
        text.Append("spec: ").Append(RuntimeSpecJson.Version).Append('\n');
        text.Append("dotnet: ").Append(Environment.Version);
        text.Append(RuntimeFeature.IsDynamicCodeCompiled ? "\n" : " NativeAOT\n");
        // As runc built without it: no line.
        if (Libseccomp() is { } libseccomp)
            text.Append("libseccomp: ").Append(libseccomp).Append('\n');
        text.Append(BuiltIn).Append('\n');
        to.Write(text.ToString());
        return 0;
    }

    /// <summary>The version of the libseccomp on this host; null when there is none.</summary>
    public static Version? Libseccomp()
    {
        try
        {
            return SeccompLibrary.Load().Version;
        }
        catch (DllNotFoundException)
        {
            return null;
        }
    }
}
