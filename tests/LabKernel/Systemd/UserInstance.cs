// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.LabKernel.Systemd;

/// <summary>The systemd of somebody who is not root, as user@UID.service is, with a cgroup of its own.</summary>
internal sealed class UserInstance : IDisposable
{
    // What is delegated: cgroup-v2.rst, "Model of Delegation".
    private const string Delegated = "cgroup.procs cgroup.threads cgroup.subtree_control";

    private readonly Sandbox _sandbox;
    private readonly string _service;

    public UserInstance(Sandbox sandbox)
    {
        (_sandbox, _service) = (sandbox, $"{sandbox.Name}.service");
        string owner = $"{OrdinaryUser.Id}", directory = sandbox.MakeDirectory("xdg"),
        cgroup = "/sys/fs/cgroup" + ControlGroup;
        sandbox.Command("chown", "-R", $"{owner}:{owner}", sandbox.Path).Succeeded();
        // User= would want a name.
        sandbox.Command(
            "systemd-run", "--quiet", "--unit", _service, "--property=Delegate=yes",
            $"--setenv=XDG_RUNTIME_DIR={directory}", $"--setenv=HOME={directory}", "sh", "-c",
            $"cd {cgroup} && mkdir commands && chown {owner} . {Delegated} commands commands/cgroup.procs && "
            + $"exec setpriv --reuid={owner} --regid={owner} --clear-groups /lib/systemd/systemd --user").Succeeded();
        Eventually.True(() => File.Exists(Path.Combine(directory, "systemd", "private")), "a user's systemd");
        // From a cgroup that is not below it nobody but root could be moved in.
        User = new OrdinaryUser(
            sandbox, before: ["sh", "-c", $"echo $$ > {cgroup}/commands/cgroup.procs && exec \"$@\"", "sh"]);
    }

    public OrdinaryUser User { get; }

    /// <summary>Its cgroup, from the root of the hierarchy.</summary>
    public string ControlGroup => $"/system.slice/{_service}";

    public string Show(string unit, string property) =>
        _sandbox.BeginCommand(User.Launch, "systemctl", "--user", "show", unit, "--value", "--property", property)
            .Wait().Succeeded().Stdout.Trim();

    public void Dispose() => _sandbox.Command("systemctl", "stop", _service).Succeeded();
}
