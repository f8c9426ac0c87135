// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Husk.Linux.Tests;
using Husk.Networks.Tests.Fixture;

namespace Husk.Containers.Tests;

/// <summary>Who reaches whom, in every mode: each cell of the table is a TCP connection that is tried.</summary>
[Collection(NetworkLan.Collection)]
public sealed class ReachabilityTests(NetworkLan lan) : LanTest(lan)
{
    /// <summary>
    /// Rows ask, columns serve. On the default bridge a and b, and s in a's namespace; c in a network that was made; d
    /// and e in one without inter-container communication, f and g in an internal one; h with the host's network, n
    /// with none; the host, its neighbour, and the world.
    /// </summary>
    private const string Table = """
              a b s c d e f g h n host lan world
        a     + + + - - - - - + - +    +   +
        b     + + + - - - - - + - +    +   +
        s     + + + - - - - - + - +    +   +
        c     - - - + - - - - + - +    +   +
        d     - - - - + - - - + - +    +   +
        e     - - - - - + - - + - +    +   +
        f     - - - - - - + + - - -    -   -
        g     - - - - - - + + - - -    -   -
        h     + + + + + + + + + - +    +   +
        n     - - - - - - - - - + -    -   -
        host  + + + + + + + + + - +    +   +
        lan   - - - - - - - - + - +    +   +
        world - - - - - - - - + - +    +   +
        """;

    [Fact]
    public void Every_cell_of_the_table_holds_on_real_containers()
    {
        Create("made");
        Create("apart", "-o", "com.docker.network.bridge.enable_icc=false");
        Create("inside", "--internal");
        (string Name, string Network, int Port)[] containers =
        [
            ("a", "bridge", 80), ("b", "bridge", 80), ("s", "container:box-a", 81), ("c", "made", 80),
            ("d", "apart", 80),
            ("e", "apart", 80), ("f", "inside", 80), ("g", "inside", 80), ("h", "host", 82), ("n", "none", 80),
        ];
        foreach ((string name, string network, int port) in containers)
        {
            Commands.Output("run", "-d", "--name", "box-" + name, "--network", network, "busybox", "nc", "-ll", "-p",
                $"{port}", "-e", "echo", name);
        }
        var nodes = new Dictionary<string, Node> { ["host"] = Lan.Host, ["h"] = Lan.Host, ["lan"] = Lan.Neighbour, ["world"] = Lan.World };
        var servers = new Dictionary<string, (string Address, int Port)> { ["host"] = ("192.0.2.1", 83), ["lan"] = ("192.0.2.2", 80), ["world"] = ("198.51.100.2", 80) };
        foreach ((string name, string network, int port) in containers)
        {
            if (name is not ("s" or "h"))
                nodes[name] = Lan.NodeOf("box-" + name);
            // Nobody else can say which 127.0.0.1 he means.
            servers[name] = (name switch { "s" => Address("box-a"), "h" => "192.0.2.1", "n" => "127.0.0.1", _ => Address("box-" + name) }, port);
        }

        nodes["s"] = nodes["a"];
        // The neighbour knows a way to every container; only the rules keep him from them.
        Lan.Neighbour.Ip("route replace 10.207.0.0/16 via 192.0.2.1");
        using IDisposable host = Lan.Host.Serve("host", "192.0.2.1", 83),
        neighbour = Lan.Neighbour.Serve("lan", "192.0.2.2", 80), world = Lan.World.Serve("world", "198.51.100.2", 80);
        foreach ((string name, (string address, int port)) in servers)
            Engine.Await(() => nodes[name].Ask(address, port)?.Split(' ', '\n')[0] == name, $"{name} serves");
        Assert.Equal(Table, Observed(nodes, servers));
        foreach (string name in containers.Select(container => container.Name).Where(name => name is not ("s" or "h")))
            nodes[name].Dispose();
    }

    private static string Observed(
        Dictionary<string, Node> nodes, Dictionary<string, (string Address, int Port)> servers)
    {
        string[] lines = Table.Split('\n');
        string[] columns = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] rows = [.. lines.Skip(1).Select(line => line.Split(' ')[0])];
        var cells = new ConcurrentDictionary<(string, string), bool>();
        // What is dropped is waited for: many at once. What is to be there may take its time.
        Parallel.ForEach(rows.SelectMany(row => columns.Select(column => (row, column))), new ParallelOptions
        {
            MaxDegreeOfParallelism = 24,
        }, cell =>
        {
            int at = Array.IndexOf(columns, cell.column), row = Array.IndexOf(rows, cell.row);
            bool expected = lines[row + 1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[at + 1] == "+";
            (string address, int port) = servers[cell.column];
            string? answer = nodes[cell.row].Ask(address, port, expected ? 20_000 : 1000)?.Split(' ', '\n')[0];
            // In a namespace of its own 127.0.0.1:80 is somebody else.
            cells[cell] = answer == cell.column;
        });
        return string.Join('\n', rows.Select((row, i) =>
        {
            char[] text = lines[i + 1].ToCharArray();
            foreach (string column in columns)
            {
                text[$"{lines[0]} ".IndexOf($" {column} ", StringComparison.Ordinal) + 1] = cells[(row, column)]
                    ? '+'
                    : '-';
            }
            return new string(text);
        }).Prepend(lines[0]));
    }
}
