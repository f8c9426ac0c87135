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
/// </summary>
internal static class VersionText
{
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
