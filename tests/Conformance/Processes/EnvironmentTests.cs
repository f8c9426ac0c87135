// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>runtime-spec, config.md "Process", `env`.</summary>
public sealed class EnvironmentTests : ConformanceTest
{
    [ContainerFact]
    public void It_is_the_configs_and_in_its_order() =>
        Assert.Equal(["PATH=/bin", "B=2", "A=1", "HOME=/here"], Facts(spec =>
            spec.Set("process.env", new JsonArray("PATH=/bin", "B=2", "A=1", "HOME=/here"))).Texts("env"));

    [ContainerTheory]
    [InlineData("EMPTY=", "EMPTY", "")]
    [InlineData("EQUALS=a=b", "EQUALS", "a=b")]
    [InlineData("SPACES= a  b ", "SPACES", " a  b ")]
    [InlineData("LINES=a\nb", "LINES", "a\nb")]
    [InlineData("UNICODE=ж€", "UNICODE", "ж€")]
    public void Values_are_kept_as_they_are(string entry, string name, string value) =>
        Assert.Equal(value, Facts(spec => spec.Env(entry)).Variable(name));

    [ContainerFact]
    public void Of_a_name_listed_twice_the_last_value_wins()
    {
        Facts facts = Facts(spec => spec.Env("TWICE=first", "TWICE=second"));
        Assert.Equal("second", facts.Variable("TWICE"));
    }

    [ContainerFact]
    public void Nothing_of_the_runtimes_environment_comes_in()
    {
        Launch launch = new() { Environment = new Dictionary<string, string> { ["OF_THE_HOST"] = "1" } };
        Facts facts = Container().BeginRun(launch).Wait().Succeeded().Facts();
        Assert.Equal(["HOME", "PATH", "TERM"], facts.Texts("env").Select(entry => entry.Split('=')[0]).Order());
    }

    [ContainerTheory]
    [InlineData(0, "/root")]
    [InlineData(1000, "/home")]
    [InlineData(4321, "/")]
    public void Without_one_in_the_config_HOME_is_that_of_the_users_passwd_entry(int uid, string home) =>
        Assert.Equal(home, Facts(spec => spec.Set("process.user.uid", uid)).Variable("HOME"));

    [ContainerFact]
    public void HOME_of_the_config_stays() =>
        Assert.Equal("/elsewhere", Facts(spec => spec.Env("HOME=/elsewhere")).Variable("HOME"));

    [ContainerFact]
    public void An_image_without_passwd_has_a_HOME_too()
    {
        Container container = Container();
        System.IO.File.Delete(container.InRootfs("/etc/passwd"));
        Assert.Equal("/", container.RunFacts().Variable("HOME"));
    }

    [ContainerFact]
    public void An_entry_without_an_equals_sign_is_refused() =>
        Container(spec => spec.Env("NO_EQUALS_SIGN")).Run().Failed(1, "NO_EQUALS_SIGN");
}
