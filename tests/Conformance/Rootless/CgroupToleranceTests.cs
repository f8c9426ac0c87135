// SPDX-License-Identifier: Apache-2.0
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Rootless;

/// <summary>
/// Which cgroup errors an ordinary user's container can do without: none that the configuration, or --rootless, insists
/// on.
/// </summary>
public sealed class CgroupToleranceTests : ConformanceTest
{
    private readonly OrdinaryUser _user;

    public CgroupToleranceTests() => _user = new OrdinaryUser(Sandbox);

    [ContainerTheory]
    [InlineData("auto")]
    [InlineData("true")]
    public void No_path_and_no_limits_need_no_cgroup(string rootless)
    {
        _user.Container.Spec.Args("/bin/true");
        _user.WriteBundle();
        _user.Runtime(
            "--rootless", rootless, "run", "--bundle", _user.Container.Bundle, _user.Container.Id).Succeeded();
    }

    [ContainerFact]
    public void Not_rootless_means_that_a_cgroup_is_needed()
    {
        _user.WriteBundle();
        _user.Runtime("--rootless", "false", "run", "--bundle", _user.Container.Bundle, _user.Container.Id)
            .Failed(1, "permission denied");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_path_is_insisted_on()
    {
        _user.Container.Spec.Set("linux.cgroupsPath", _user.Container.CgroupsPath);
        _user.Run().Failed(1, "permission denied");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_limit_is_insisted_on()
    {
        _user.Container.Spec.Set("linux.resources.pids.limit", 100);
        _user.Run().Failed(1, HostCgroups.Unified
            ? "rootless needs no limits + no cgrouppath when no permission is granted for cgroups"
            : "cannot set pids limit: container could not join or create cgroup");
        Sandbox.AssertNothingLeft();
    }
}
