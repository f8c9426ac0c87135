// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Engine.Containers.Specs.Profiles;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Explaining.Shell;

/// <summary>AppArmor as a shell does it.</summary>
internal static class ApparmorLines
{
    public static IReadOnlyList<string> Load =>
    [
        "apparmor_parser --replace --skip-cache <<'END_OF_PROFILE'",
        .. ApparmorProfile.Text.TrimEnd('\n').Split('\n'),
        "END_OF_PROFILE",
    ];

    /// <summary>While there is a /proc the shell opens the file that says what its next program is in.</summary>
    public static string Open(Process process) =>
        process.ApparmorProfile.Length == 0 ? "" : "exec 9>/proc/self/attr/apparmor/exec\n";

    /// <summary>The program that the shell becomes next is in the profile; before that it may start no other.</summary>
    public static string Enter(Process process) => process.ApparmorProfile.Length == 0 ? ""
        : $"echo exec {ShellText.Quote(process.ApparmorProfile)} >&9; exec 9>&-\n";
}
