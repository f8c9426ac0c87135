// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>
/// What `state` and `list` print: runtime-spec, runtime.md "State", and runc's additions that callers parse.
/// </summary>
public sealed class StateTests : ConformanceTest
{
    [ContainerFact]
    public void State_has_the_members_of_the_spec_and_of_runc()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow;
        Container container = Container(spec => spec.Args("/bin/probe", "sleep")
            .Set("annotations", new JsonObject { ["org.example.key"] = "value" }));
        container.Create().Succeeded();
        JsonObject state = container.State();
        Assert.Equal(["ociVersion", "id", "pid", "status", "bundle", "rootfs", "created", "annotations", "owner"],
            state.Select(member => member.Key));
        Assert.StartsWith("1.", (string)state["ociVersion"]!, StringComparison.Ordinal);
        Assert.Equal((container.Id, "created"), ((string?)state["id"], (string?)state["status"]));
        Assert.Equal((container.Bundle, container.RootfsPath), ((string?)state["bundle"], (string?)state["rootfs"]));
        Assert.Equal("value", (string?)state["annotations"]!["org.example.key"]);
        DateTimeOffset created = DateTimeOffset.Parse((string)state["created"]!, CultureInfo.InvariantCulture);
        Assert.InRange(created, before.AddSeconds(-1), DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.EndsWith("Z", (string)state["created"]!, StringComparison.Ordinal);
    }

    [ContainerFact]
    public void The_pid_is_that_of_the_process_and_0_when_it_is_gone()
    {
        Container container = Container().RunSleeping();
        Assert.Equal("probe", File.ReadAllText($"/proc/{container.Pid}/comm").Trim());
        container.Kill().Succeeded();
        container.WaitForStatus("stopped");
        Assert.Equal(0, container.Pid);
    }

    [ContainerFact]
    public void The_pid_stays_the_same_from_create_to_start()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.Create().Succeeded();
        int created = container.Pid;
        container.Start().Succeeded();
        Assert.Equal(created, container.Pid);
    }

    [ContainerFact]
    public void A_container_that_has_ended_by_itself_is_stopped()
    {
        Container container = Container(spec => spec.Args("/bin/true"));
        container.Run("--detach").Succeeded();
        container.WaitForStatus("stopped");
    }

    [ContainerFact]
    public void List_has_a_header_and_a_row_for_each()
    {
        Container first = Container().RunSleeping(), second = Container(spec => spec.Args("/bin/probe", "sleep"));
        second.Create().Succeeded();
        string[] lines = Sandbox.Runtime("list").Succeeded().Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[][] rows = [.. lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.Equal(3, rows.Length);
        Assert.Equal(["PID", "STATUS", "BUNDLE"], rows[0][1..4]);
        Assert.Equal([first.Id, first.Pid.ToString(CultureInfo.InvariantCulture), "running", first.Bundle],
            rows.Single(row => row[0] == first.Id)[..4]);
        Assert.Equal([second.Id, second.Pid.ToString(CultureInfo.InvariantCulture), "created", second.Bundle],
            rows.Single(row => row[0] == second.Id)[..4]);
    }

    [ContainerFact]
    public void List_quiet_prints_ids_only()
    {
        Container container = Container().RunSleeping();
        Assert.Equal(container.Id + "\n", Sandbox.Runtime("list", "--quiet").Succeeded().Stdout);
    }

    [ContainerFact]
    public void List_as_JSON_has_the_state_of_each()
    {
        Container container = Container().RunSleeping();
        JsonNode row =
            JsonNode.Parse(Sandbox.Runtime("list", "--format", "json").Succeeded().Stdout)!.AsArray().Single()!;
        Assert.Equal((container.Id, container.Pid, "running"),
            ((string)row["id"]!, (int)row["pid"]!, (string)row["status"]!));
        Assert.Equal((container.Bundle, container.RootfsPath, "root"),
            ((string)row["bundle"]!, (string)row["rootfs"]!, (string)row["owner"]!));
        Assert.NotNull(row["created"]);
    }

    [ContainerFact]
    public void List_of_a_format_there_is_not_is_an_error() =>
        Sandbox.Runtime("list", "--format", "xml").Failed(1, "format");

    [ContainerFact]
    public void Containers_of_another_root_are_not_seen()
    {
        Container container = Container().RunSleeping();
        string other = Sandbox.MakeDirectory("other-root");
        Result state = Sandbox.Command(RuntimeBinary.Path, "--root", other, "state", container.Id);
        state.Failed(1, "does not exist");
    }

    [ContainerFact]
    public void The_state_directory_is_closed_to_other_users()
    {
        Container container = Container().RunSleeping();
        string directory = Path.Combine(Sandbox.Root, container.Id);
        Assert.Equal(UnixFileMode.None,
            File.GetUnixFileMode(directory) & (
                UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite));
    }
}
