// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Rootless;

/// <summary>
/// The runtime as root of a user namespace that an ordinary user has made, as rootless podman runs it.
/// </summary>
public sealed class UserNamespaceRootTests : ConformanceTest
{
    private OrdinaryUser Root(params string[] unshare) =>
        new(Sandbox, after: ["unshare", "--user", "--map-root-user", .. unshare]);

    [ContainerFact]
    public void A_user_namespace_within_it_works()
    {
        OrdinaryUser user = Root("--mount");
        Assert.Equal(["0 0 1"], user.Run().Succeeded().Facts().Texts("uidMap").Select(Squeeze));
    }

    [ContainerFact(RuncDiffers = "it goes back to the host's mount namespace for the sources of mounts, and may not")]
    public void A_user_namespace_within_it_works_in_the_hosts_mount_namespace()
    {
        OrdinaryUser user = Root();
        Assert.Equal(["0 0 1"], user.Run().Succeeded().Facts().Texts("uidMap").Select(Squeeze));
    }

    [ContainerTheory]
    [InlineData("--user")]
    [InlineData("--mount")]
    public void No_other_user_namespace_is_needed(string namespaces)
    {
        OrdinaryUser user = Root(namespaces);
        user.Container.Spec.WithoutNamespace("user").Set("linux.uidMappings", null).Set("linux.gidMappings", null)
            .Args("/bin/probe", "facts", ",", "open", "/dev/null", "rw");
        Result result = user.Run().Succeeded();
        Assert.Equal(0, result.Facts().Numbers("uid")[0]);
        Assert.Null((string?)result.Json(1)["errno"]);
    }

    private static string Squeeze(string line) =>
        string.Join(' ', line.Split(' ', System.StringSplitOptions.RemoveEmptyEntries));
}
