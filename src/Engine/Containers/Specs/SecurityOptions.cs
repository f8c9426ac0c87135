// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Containers.Specs;

/// <summary>What a list of <c>--security-opt</c> says.</summary>
/// <param name="NoNewPrivileges">prctl(2) PR_SET_NO_NEW_PRIVS.</param>
/// <param name="Seccomp">Null for the default; <c>unconfined</c>, <c>builtin</c>, or a profile's JSON.</param>
/// <param name="Apparmor">A profile's name; null for the default.</param>
/// <param name="Labels">SELinux: <c>disable</c>, <c>type:x</c>, <c>level:x</c>, ...</param>
/// <param name="WritableCgroups">Null when nothing was said: then as <c>--privileged</c>.</param>
public sealed record SecurityOptions(
    bool NoNewPrivileges, string? Seccomp, string? Apparmor, IReadOnlyList<string> Labels, bool? WritableCgroups)
{
    /// <exception cref="EngineException">An option that is not known.</exception>
    public static SecurityOptions Parse(IReadOnlyList<string> options)
    {
        bool noNewPrivileges = false;
        bool? writableCgroups = null;
        string? seccomp = null, apparmor = null;
        var labels = new List<string>();
        foreach (string option in options)
        {
            // A colon parts name and value too: docker's form until 17.04.
            int at = option.IndexOf('=');
            at = at >= 0 ? at : option.IndexOf(':');
            (string name, string? value) = at < 0 ? (option, null) : (option[..at], option[(at + 1)..]);
            switch (name, value)
            {
                case ("no-new-privileges", _):
                    noNewPrivileges = Bool(value, option);
                    break;
                case ("writable-cgroups", _):
                    writableCgroups = Bool(value, option);
                    break;
                case ("disable", null):
                    labels.Add("disable");
                    break;
                case (_, null):
                    throw Wrong(1, option);
                case ("label", _):
                    labels.Add(value);
                    break;
                case ("apparmor", _):
                    apparmor = value;
                    break;
                case ("seccomp", _):
                    seccomp = value;
                    break;
                default:
                    throw Wrong(2, option);
            }
        }
        return new SecurityOptions(noNewPrivileges, seccomp, apparmor, labels, writableCgroups);
    }

    private static bool Bool(string? value, string option) => value switch
    {
        null or "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => throw Wrong(2, option),
    };

    // The numbers are docker's.
    private static EngineException Wrong(int number, string option) =>
        new(EngineFault.InvalidArgument, $"invalid --security-opt {number}: \"{option}\"");
}
