// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;

namespace Husk.Containers.Tests;

/// <summary><c>--link</c>, on the default bridge and elsewhere.</summary>
[Collection(NetworkLan.Collection)]
public sealed class LinkTests(NetworkLan lan) : LanTest(lan)
{
    [Fact]
    public void A_link_gives_variables_and_a_name_that_follows_the_other_container()
    {
        string id = Lan.Serve("db", "--expose", "80", "-e", "PASS=x");
        Commands.Output("run", "-d", "--name", "app", "--link", "db:mysql", "busybox", "sleep", "1000");
        string address = Address("db");
        string[] variables = Commands.Output("exec", "app", "env").Split('\n');
        Assert.Equal([$"MYSQL_PORT=tcp://{address}:80", "MYSQL_NAME=/app/mysql", "MYSQL_ENV_PASS=x"],
            variables.Where(variable => variable.StartsWith("MYSQL_PORT=", StringComparison.Ordinal)
                || variable.StartsWith("MYSQL_NAME", StringComparison.Ordinal)
                || variable.StartsWith("MYSQL_ENV", StringComparison.Ordinal)));
        Assert.Contains($"{address}\tmysql {id[..12]} db\n", Commands.Output("exec", "app", "cat", "/etc/hosts"),
            StringComparison.Ordinal);
        Assert.Equal("[\"/db:/app/mysql\"]\n", Commands.Output("inspect", "-f", "{{json .HostConfig.Links}}", "app"));
        Commands.Output("restart", "-t", "0", "db");
        Assert.NotEqual(address, Address("db"));
        Engine.Await(() => Commands.Run("exec", "app", "wget", "-qO-", "http://mysql/").Out == "db\n",
            "the link leads to where the other one is now");
        Commands.Output("stop", "-t", "0", "db");
        Assert.Contains("Cannot link to a non running container: /db AS /app/mysql",
            Commands.Error("restart", "-t", "0", "app"), StringComparison.Ordinal);
        Assert.Contains("could not get container for nobody: No such container: nobody",
            Commands.Run("run", "--link", "nobody", "busybox", "true").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_taken_away_and_the_containers_stay()
    {
        Lan.Serve("db", "--expose", "80");
        // With one more network, whose name server knows what is linked.
        Commands.Output("run", "-d", "--name", "app", "--link", "db:sql", "--link", "db:sqlite", "busybox", "sleep", "1000");
        Commands.Output("network", "connect", Create("more"), "app");
        Commands.Output("exec", "app", "sh", "-c", "echo 10.0.0.1 sql.of.the.container >> /etc/hosts");

        Assert.Equal("app/sql\n", Commands.Output("rm", "--link", "app/sql"));

        string hosts = Commands.Output("exec", "app", "cat", "/etc/hosts");
        Assert.DoesNotContain("\tsql ", hosts, StringComparison.Ordinal);
        Assert.Contains("\tsqlite ", hosts, StringComparison.Ordinal);
        Assert.Contains("sql.of.the.container", hosts, StringComparison.Ordinal);
        Assert.NotEqual(0, Commands.Run("exec", "app", "nslookup", "-type=a", "sql").Code);
        // What follows the other one does not bring it back.
        Commands.Output("restart", "-t", "0", "db");
        Assert.DoesNotContain("\tsql ", Commands.Output("exec", "app", "cat", "/etc/hosts"), StringComparison.Ordinal);
        Commands.Output("restart", "-t", "0", "app");
        Assert.DoesNotContain("SQL_", Commands.Output("exec", "app", "env"), StringComparison.Ordinal);
        Assert.Equal("[\"/db:/app/sqlite\"]\n", Commands.Output("inspect", "-f", "{{json .HostConfig.Links}}", "app"));
        Assert.Contains("No such container: app/sql", Commands.Error("rm", "--link", "app/sql"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_in_a_network_that_keeps_containers_apart_is_a_name_and_no_way()
    {
        Lan.Serve(
            "db", "--network", Create("apart", "-o", "com.docker.network.bridge.enable_icc=false"), "--expose", "80");
        Commands.Output(
            "run", "-d", "--name", "app", "--network", "apart", "--link", "db:mysql", "busybox", "sleep", "1000");
        Assert.Contains($"Address: {Address("db")}\n", Commands.Output("exec", "app", "nslookup", "-type=a", "mysql"),
            StringComparison.Ordinal);
        Assert.NotEqual(0, Commands.Run("exec", "app", "timeout", "1", "wget", "-qO-", "http://mysql/").Code);
    }
}
