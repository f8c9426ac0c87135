// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;
using Husk.Runtime.Cgroups.Systemd;

namespace Husk.Runtime.Tests.Cgroups.Systemd;

/// <summary>cgroupsPath as a slice and a unit in it.</summary>
public sealed class UnitNameTests
{
    [Theory]
    [InlineData("", false, "system.slice", "husk-id.scope")]
    [InlineData("", true, "user.slice", "husk-id.scope")]
    [InlineData("machine.slice:libpod:abc", false, "machine.slice", "libpod-abc.scope")]
    [InlineData("kubepods-burstable-pod1.slice:cri-containerd:abc", false, "kubepods-burstable-pod1.slice",
        "cri-containerd-abc.scope")]
    [InlineData(":docker:abc", true, "user.slice", "docker-abc.scope")]
    [InlineData("system.slice::abc", false, "system.slice", "husk-abc.scope")]
    [InlineData("-.slice:a:b", false, "-.slice", "a-b.scope")]
    [InlineData("a.slice:x:a-b.slice", false, "a.slice", "a-b.slice")]
    public void A_path_is_a_unit_in_a_slice(string path, bool user, string slice, string unit)
    {
        UnitName name = UnitName.Of(path, "id", user);
        Assert.Equal((slice, unit, unit.EndsWith(".slice")), (name.Slice, name.Name, name.IsSlice));
    }

    [Theory]
    [InlineData("a-b-c.slice:x:y", "/a.slice/a-b.slice/a-b-c.slice/x-y.scope")]
    [InlineData("-.slice:x:y", "/x-y.scope")]
    [InlineData("a.slice:x:a-b.slice", "/a.slice/a-b.slice")]
    public void A_dash_goes_one_slice_down(string path, string controlGroup) =>
        Assert.Equal(controlGroup, UnitName.Of(path, "id", user: false).ControlGroup);

    [Theory]
    [InlineData("/a/b", "expected cgroupsPath to be of format \"slice:prefix:name\" for systemd cgroups, got \"/a/b\" "
        + "instead")]
    [InlineData("a:b", "slice:prefix:name")]
    [InlineData("a.slice:b:c:d", "slice:prefix:name")]
    [InlineData("system:a:b", "invalid slice name: system")]
    [InlineData("a--b.slice:a:b", "invalid slice name: a--b.slice")]
    [InlineData("-a.slice:a:b", "invalid slice name: -a.slice")]
    [InlineData("a/b.slice:a:b", "invalid slice name: a/b.slice")]
    [InlineData("a.slice:x:b-.slice", "invalid slice name: b-.slice")]
    [InlineData("a.slice:x/../..:b", "is no name of a systemd unit")]
    public void What_systemd_would_not_take_is_refused(string path, string words)
    {
        var refused = Assert.Throws<SpecException>(() => UnitName.Of(path, "id", user: false));
        Assert.Equal("$.linux.cgroupsPath", refused.JsonPath);
        Assert.Contains(words, refused.Message);
    }
}
