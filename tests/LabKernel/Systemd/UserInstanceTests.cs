// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.LabKernel.Systemd;

/// <summary>`--systemd-cgroup` of an ordinary user, whose own systemd makes the unit (features-linux.md,
/// systemdUser).</summary>
public sealed class UserInstanceTests : ConformanceTest, IDisposable
{
    private readonly UserInstance _systemd;

    public UserInstanceTests() => _systemd = new UserInstance(Sandbox);

    [ContainerFact]
    public void The_container_is_a_scope_of_the_users_systemd()
    {
        Container container = RunSleeping();
        string scope = $"husk-{container.Id}.scope";
        Assert.Equal("active", _systemd.Show(scope, "ActiveState"));
        Assert.Equal("user.slice", _systemd.Show(scope, "Slice"));
        int pid = (int)_systemd.User.State()["pid"]!;
        Assert.Equal($"0::{_systemd.ControlGroup}/user.slice/{scope}\n", File.ReadAllText($"/proc/{pid}/cgroup"));
        Remove();
        Assert.NotEqual("loaded", _systemd.Show(scope, "LoadState"));
    }

    [ContainerFact]
    public void Limits_are_in_the_unit_and_in_the_files()
    {
        Container container = RunSleeping(spec => spec
            .Set("linux.cgroupsPath", $"user.slice:lab:{_systemd.User.Container.Id}")
            .Set("linux.resources", JsonNode.Parse("""{"memory": {"limit": 67108864}, "pids": {"limit": 37}}""")));
        string scope = $"lab-{container.Id}.scope";
        string directory = $"/sys/fs/cgroup{_systemd.ControlGroup}/user.slice/{scope}";
        Assert.Equal("67108864", _systemd.Show(scope, "MemoryMax"));
        Assert.Equal("67108864", File.ReadAllText($"{directory}/memory.max").Trim());
        Assert.Equal("37", File.ReadAllText($"{directory}/pids.max").Trim());
        _systemd.User.Runtime("update", "--pids-limit", "21", container.Id).Succeeded();
        Assert.Equal("21", _systemd.Show(scope, "TasksMax"));
        Assert.Equal("21", File.ReadAllText($"{directory}/pids.max").Trim());
    }

    [ContainerFact]
    public void It_is_paused_and_resumed_and_joined()
    {
        Container container = RunSleeping();
        _systemd.User.Runtime("pause", container.Id).Succeeded();
        Assert.Equal("paused", (string?)_systemd.User.State()["status"]);
        _systemd.User.Runtime("resume", container.Id).Succeeded();
        _systemd.User.Exec([], "/bin/true").Succeeded();
    }

    public new void Dispose()
    {
        Remove();
        _systemd.Dispose();
        base.Dispose();
    }

    private Container RunSleeping(Action<Spec>? edit = null)
    {
        Container container = _systemd.User.Container;
        container.Spec.Args("/bin/probe", "sleep");
        edit?.Invoke(container.Spec);
        _systemd.User.Run("--detach").Succeeded();
        return container;
    }

    private void Remove() => _systemd.User.Runtime("delete", "--force", _systemd.User.Container.Id).Succeeded();
}
