// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.BadInput;

/// <summary>Ids: letters, digits and `_+-.`, and never a path.</summary>
public sealed class IdTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData("with space")]
    [InlineData("a/b")]
    [InlineData("../a")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("ü")]
    [InlineData("a\nb")]
    [InlineData("a:b")]
    [InlineData("$(id)")]
    public void A_bad_id_is_refused_by_every_verb(string id)
    {
        Container container = Container();
        container.WriteConfig();
        Sandbox.Runtime("create", "--bundle", container.Bundle, id).Failed(1, "id");
        Sandbox.Runtime("state", id).Failed(1);
        Sandbox.Runtime("delete", id).Failed(1);
        Sandbox.AssertNothingLeft();
        Assert.True(Directory.Exists(Sandbox.Root));
    }

    [ContainerTheory]
    [InlineData("a")]
    [InlineData("A_b+c-d.e")]
    [InlineData("0123456789")]
    [InlineData("-dash-first")]
    public void A_good_id_is_kept_as_it_is(string id)
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.WriteConfig();
        string[] guard = id.StartsWith('-') ? ["--"] : [];
        Sandbox.Runtime(["create", "--bundle", container.Bundle, .. guard, id]).Succeeded();
        Assert.Equal(id + "\n", Sandbox.Runtime("list", "--quiet").Stdout);
        Sandbox.Runtime(["delete", "--force", .. guard, id]).Succeeded();
        Sandbox.AssertNothingLeft();
    }

    [ContainerTheory]
    [InlineData("create")]
    [InlineData("start")]
    [InlineData("state")]
    [InlineData("kill")]
    [InlineData("delete")]
    public void An_id_must_be_given(string verb)
    {
        Result result = Sandbox.Runtime(verb).Exited(1);
        Assert.Contains("argument", result.Stderr, System.StringComparison.OrdinalIgnoreCase);
    }

    [ContainerFact]
    public void Two_ids_are_one_too_many() => Assert.NotEqual(0, Sandbox.Runtime("state", "a", "b").ExitCode);
}
