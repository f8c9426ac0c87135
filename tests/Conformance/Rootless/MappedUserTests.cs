// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Rootless;

/// <summary>
/// A user to whom /etc/subuid gives more ids than one: newuidmap(1), newgidmap(1). The files are the test's own, in a
/// mount namespace of its own.
/// </summary>
public sealed class MappedUserTests : ConformanceTest
{
    private const int First = 300000;
    private readonly OrdinaryUser _user;

    public MappedUserTests()
    {
        string passwd = Sandbox.MakeFile(
            "passwd", File.ReadAllText(
                "/etc/passwd") + $"husk-tester:x:{OrdinaryUser.Id}:{OrdinaryUser.Id}::/:/bin/sh\n");
        string sub = Sandbox.MakeFile("subid", $"husk-tester:{First}:1000\n");
        string script =
            $"mount --bind {passwd} /etc/passwd; mount --bind {sub} /etc/subuid; mount --bind {sub} /etc/subgid; exec "
            + "\"$@\"";
        _user = new OrdinaryUser(
            Sandbox, before: ["unshare", "--mount", "--propagation", "private", "/bin/sh", "-ec", script, "sh"]);
    }

    [ContainerFact]
    public void Every_mapped_id_can_be_used()
    {
        Map(First, 1000);
        _user.Container.Spec.Set("process.user.uid", 5).Set("process.user.gid", 7).Args("/bin/probe", "facts");
        Facts facts = _user.Run().Succeeded().Facts();
        Assert.Equal((5, 7), (facts.Numbers("uid")[0], facts.Numbers("gid")[0]));
        Assert.Equal([$"0 {OrdinaryUser.Id} 1", $"1 {First} 1000"], facts.Texts("uidMap").Select(Squeeze));
    }

    [ContainerFact]
    public void Exec_takes_any_of_them()
    {
        Map(First, 1000);
        _user.Container.Spec.Args("/bin/probe", "sleep");
        _user.Run("--detach").Succeeded();
        Facts facts = _user.Exec(["--user", "9:10"], "/bin/probe", "facts").Succeeded().Facts();
        Assert.Equal((9, 10), (facts.Numbers("uid")[0], facts.Numbers("gid")[0]));
    }

    [ContainerFact]
    public void An_id_of_somebody_else_is_refused()
    {
        Map(First + 500, 1000);
        Result result = _user.Run();
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("newuidmap", result.Stderr);
        Sandbox.AssertNothingLeft();
    }

    private void Map(int first, int count)
    {
        foreach (string map in (string[])["uidMappings", "gidMappings"])
        {
            _user.Container.Spec["linux." + map]!.AsArray().Add(
                (JsonNode)new JsonObject { ["containerID"] = 1, ["hostID"] = first, ["size"] = count });
        }
    }

    private static string Squeeze(string line) =>
        string.Join(' ', line.Split(' ', System.StringSplitOptions.RemoveEmptyEntries));
}
