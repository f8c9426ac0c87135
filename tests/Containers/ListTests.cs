// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;

namespace Husk.Containers.Tests;

/// <summary>`husk ps`, prune and what else goes through all containers.</summary>
public sealed class ListTests(Engine engine) : IClassFixture<Engine>, IDisposable
{
    public void Dispose() => engine.Clear();

    [Fact]
    public void The_list_is_dockers()
    {
        string one = engine.Output("create", "--name", "one", "--label", "tier=front", "--label", "com.example.build-date=May", "busybox", "echo",
            "a rather long command line").TrimEnd('\n');
        string two = engine.Output("run", "-d", "--name", "two", "--network", "none", "busybox", "sleep", "1000")
            .TrimEnd('\n');
        engine.Run("run", "--name", "three", "--network", "none", "busybox", "sh", "-c", "echo x > /x; exit 3");

        string[] table = engine.Output("ps", "-a").TrimEnd('\n').Split('\n');
        Assert.Equal(["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"],
            table[0].Split("  ", StringSplitOptions.RemoveEmptyEntries).Select(cell => cell.Trim()));
        Assert.Equal(["three", "two", "one"], table[1..].Select(line => line.Split(' ')[^1]));
        Assert.Contains("   \"echo 'a rather long…\"   ", table[3]);
        Assert.Equal($"{two[..12]}\n", engine.Output("ps", "-q"));
        Assert.Equal("three\n", engine.Output("ps", "-l", "--format", "{{.Names}}"));
        Assert.Equal("three\ntwo\n", engine.Output("ps", "-n", "2", "--format", "{{.Names}}"));
        Assert.Equal($"{one}\n", engine.Output("ps", "-aq", "--no-trunc", "-f", "label=tier=front"));
        Assert.Equal("three\n", engine.Output("ps", "-f", "status=exited", "--format", "{{.Names}}"));
        Assert.Equal("three\n", engine.Output("ps", "-f", "exited=3", "--format", "{{.Names}}"));
        Assert.Equal("", engine.Output("ps", "-a", "-q", "-f", "exited=4"));
        Assert.Equal("three\n", engine.Output("ps", "-a", "-f", "since=two", "--format", "{{.Names}}"));
        Assert.Equal("one\n", engine.Output("ps", "-a", "-f", "before=two", "--format", "{{.Names}}"));
        Assert.Equal("two\none\n", engine.Output("ps", "-a", "-f", "name=^.[nw]", "--format", "{{.Names}}"));
        Assert.Equal("three two one",
            engine.Output("ps", "-a", "-f", "ancestor=busybox", "--format", "{{.Names}}").TrimEnd('\n')
            .Replace('\n', ' '));
        Assert.Equal("", engine.Output("ps", "-a", "-q", "-f", "ancestor=other"));
        Assert.Equal("created running exited",
            string.Join(' ', engine.Output("ps", "-a", "--format", "{{.State}}").TrimEnd('\n').Split('\n').Reverse()));
        Assert.Equal(["NAMES     build date   NETWORKS", "three                  none", "two                    none",
            "one       May          bridge"],
            engine.Output("ps", "-a", "--format",
                "table {{.Names}}\t{{.Label \"com.example.build-date\"}}\t{{.Networks}}").TrimEnd('\n').Split('\n'));
        engine.Output("create", "--name", "four", "--network", "container:two", "busybox", "true");
        Assert.Equal("[]\n", engine.Output("ps", "-l", "--format", "[{{.Networks}}]"));
        engine.Output("rm", "four");
        Assert.Matches(@"^\S+B \(virtual \S+B\)\n$", engine.Output("ps", "-s", "-l", "--format", "{{.Size}}"));
        Assert.Equal("Error: invalid filter 'colour'\n", engine.Error("ps", "-f", "colour=red"));
        Assert.Equal("Error: invalid filter 'status=gone'\n", engine.Error("ps", "-f", "status=gone"));

        Assert.Matches(@"(?m)^Containers +3 +1 ", engine.Output("system", "df"));
        Assert.Contains("conflict: unable to remove repository reference \"busybox\"", engine.Error("rmi", "busybox"));
        string pruned = engine.Output("container", "prune", "-f");
        Assert.Contains(one, pruned);
        Assert.DoesNotContain(two, pruned);
        Assert.Matches(@"Total reclaimed space: \S+B\n", pruned);
        Assert.Equal("two\n", engine.Output("ps", "-a", "--format", "{{.Names}}"));
        engine.Output("rm", "-f", "two");
        engine.AssertNothingIsLeft();
    }
}
