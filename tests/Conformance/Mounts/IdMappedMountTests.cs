// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Mounts;

/// <summary>
/// runtime-spec, config.md "Mounts", `uidMappings` and `gidMappings`; mount_setattr(2), "ID-mapped mounts".
/// </summary>
public sealed class IdMappedMountTests : ConformanceTest
{
    [ContainerFact(RuncDiffers = "has no id-mapped mounts before 1.2")]
    public void A_mapped_mount_shows_the_mapped_owner()
    {
        string volume = Sandbox.MakeDirectory("volume");
        Sandbox.Command("chown", "1000:1001", volume).Succeeded();
        var mount = new JsonObject
        {
            ["destination"] = "/mnt",
            ["type"] = "bind",
            ["source"] = volume,
            ["options"] = new JsonArray("bind"),
            ["uidMappings"] = new JsonArray(new JsonObject { ["containerID"] = 1000, ["hostID"] = 5000, ["size"] = 1 }),
            ["gidMappings"] = new JsonArray(new JsonObject { ["containerID"] = 1001, ["hostID"] = 5001, ["size"] = 1 }),
        };
        JsonNode seen = Container(spec => spec.Mount(mount).Args("/bin/probe", "access", "/mnt")).Run()
            .Succeeded().Json()["/mnt"]!;
        Assert.Equal((5000, 5001), ((int)seen["uid"]!, (int)seen["gid"]!));
    }

    [ContainerFact]
    public void A_mount_without_a_mapping_shows_the_hosts_owner()
    {
        string volume = Sandbox.MakeDirectory("volume");
        Sandbox.Command("chown", "1000:1001", volume).Succeeded();
        JsonNode seen = Container(spec => spec.Bind(volume, "/mnt").Args("/bin/probe", "access", "/mnt")).Run()
            .Succeeded().Json()["/mnt"]!;
        Assert.Equal((1000, 1001), ((int)seen["uid"]!, (int)seen["gid"]!));
    }
}
