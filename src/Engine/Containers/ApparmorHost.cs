// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Engine.Containers.Specs;
using Husk.Engine.Containers.Specs.Profiles;
using Spec = Husk.Oci.RuntimeSpec.RuntimeSpec;

namespace Husk.Engine.Containers;

/// <summary>AppArmor of this host (apparmor(7)), and the profile of ours that it is given when a container wants it.</summary>
internal static class ApparmorHost
{
    private const string Enabled = "/sys/module/apparmor/parameters/enabled";
    private const string Loaded = "/sys/kernel/security/apparmor/profiles";

    // Who is root by su or cron may have no sbin on PATH.
    private static string? Parser => Programs.Find("apparmor_parser")
        ?? ((string[])["/sbin/apparmor_parser", "/usr/sbin/apparmor_parser"]).FirstOrDefault(File.Exists);

    // Of systemd-nspawn, LXC, podman and others to what runs in theirs, where profiles are not ours to load.
    private static bool IsInContainer => Environment.GetEnvironmentVariable("container") is { Length: > 0 };

    public static ApparmorSupport Support() =>
        IsInContainer || !File.Exists(Loaded) || File.ReadAllText(Enabled).Trim() != "Y" ? ApparmorSupport.None
        : Parser is not null || IsLoaded() ? ApparmorSupport.Loading
        : ApparmorSupport.Named;

    /// <summary>Loads the default profile for a container that is to have it, where it is not loaded.</summary>
    /// <exception cref="EngineException">The kernel or apparmor_parser does not take it (docker's words).</exception>
    public static void Prepare(Spec spec)
    {
        if (spec.Process?.ApparmorProfile != ApparmorProfile.Name || IsLoaded())
            return;
        string[] words = ["--replace", "--skip-cache"];
        (int status, _, string errors) = HostProgram.Run(
            Parser ?? throw Failed("there is no apparmor_parser"), words, ApparmorProfile.Text);
        if (status != 0)
            throw Failed($"apparmor_parser {string.Join(' ', words)} exited with {status}: {errors.Trim()}");
    }

    // Each time: "aa-remove-unknown" takes away what is no file of /etc/apparmor.d. Ordinary users may not read it.
    private static bool IsLoaded()
    {
        try
        {
            return File.ReadLines(Loaded).Any(
                line => line.StartsWith(ApparmorProfile.Name + " ", StringComparison.Ordinal));
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static EngineException Failed(string reason) => new(EngineFault.Unavailable,
        $"AppArmor enabled on system but the {ApparmorProfile.Name} profile could not be loaded: {reason}; "
            + "--security-opt apparmor=unconfined goes without");
}
