// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Engine.Containers.Specs.Profiles;
using Husk.Engine.Explaining.Shell;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Explaining.Phases;

/// <summary>All of it in one file, which any OCI runtime understands.</summary>
internal static class ConfigurationPhase
{
    public static ExplainedPhase Of(RunFacts facts) => new("configuration", "config.json: what the runtime is told",
    [
        new ExplainedStep($"write {facts.Paths.Spec}",
            "the runtime specification's form: runc, crun and husk-oci make the same container of it")
        {
            Shell = [$"jq . {facts.Paths.Spec}"],
        },
        .. Facts(facts),
    ]);

    private static IEnumerable<ExplainedStep> Facts(RunFacts facts)
    {
        Process process = facts.Spec.Process ?? new Process();
        LinuxSpec linux = facts.Spec.Linux ?? new LinuxSpec();
        yield return new ExplainedStep($"the program: {ShellText.Join(process.Args)}",
            "the image's entrypoint and command, or what was typed instead");
        yield return new ExplainedStep(
            string.Create(CultureInfo.InvariantCulture,
                $"the user: {process.User.Uid}:{process.User.Gid}, in {process.Cwd}, with {process.Env.Length} variables"),
            "names are looked up in the container's own /etc/passwd and /etc/group");
        string[] capabilities = process.Capabilities?.Bounding ?? [];
        yield return new ExplainedStep(
            string.Create(CultureInfo.InvariantCulture,
                $"{capabilities.Length} capabilities: {string.Join(' ', capabilities.Select(name => name["CAP_".Length..].ToLowerInvariant()))}"),
            "what root of the container may; the rest of root's powers it does not have (capabilities(7))");
        yield return linux.Seccomp is { } seccomp
            ? new ExplainedStep(
                string.Create(CultureInfo.InvariantCulture,
                    $"a seccomp filter: {seccomp.Syscalls.Where(rule => rule.Action == "SCMP_ACT_ALLOW").SelectMany(rule => rule.Names).Distinct().Count()} system calls are let through"),
                "all others are answered with an error, whatever the user (seccomp(2))")
            : new ExplainedStep("no seccomp filter", "--privileged or seccomp=unconfined");
        if (process.ApparmorProfile.Length > 0)
            yield return Profile(process.ApparmorProfile);
        yield return new ExplainedStep(
            string.Create(CultureInfo.InvariantCulture,
                $"{linux.MaskedPaths.Length} paths are masked, {linux.ReadonlyPaths.Length} read-only"),
            "files of proc and sysfs that no namespace makes the container's own");
    }

    private static ExplainedStep Profile(string name) => name == ApparmorProfile.Unconfined
        ? new ExplainedStep("no AppArmor profile", "--privileged or apparmor=unconfined")
        : new ExplainedStep($"the AppArmor profile {name}",
            name == ApparmorProfile.Name
                ? "no mounts, no writing to the host's part of proc and sysfs, whatever the user (apparmor(7))"
                : "what it allows is what the process may, whatever the user (apparmor(7))")
        {
            Shell = name == ApparmorProfile.Name ? ApparmorLines.Load : [],
        };
}
