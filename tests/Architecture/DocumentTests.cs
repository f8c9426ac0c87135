// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Architecture;

/// <summary>That the checks of pages find what they are for.</summary>
public sealed class DocumentTests
{
    private const string Decision =
        "# 0001. A title\n\nStatus: accepted; for now\n\n## The question\n\n## Decided\n\n## What follows\n";
    private const string List = "| | decision | status |\n|---|---|---|\n| [0001](0001-a.md) | A title | accepted |\n";

    [Theory]
    [InlineData("[a](docs/gone.md)", "the link docs/gone.md leads nowhere")]
    [InlineData("[a](docs/b.md#gone)", "docs/b.md has no heading for #gone")]
    [InlineData("[a](#gone)", "README.md has no heading for #gone")]
    [InlineData("| `src/Gone.cs` |", "`src/Gone.cs` does not exist")]
    [InlineData("[`a`](../outside.md)", "the link ../outside.md leads nowhere")]
    public void A_broken_link_is_found(string line, string message)
    {
        using ScratchTree scratch = Pages().With("README.md", "# A\n" + line + "\n");

        Assert.Equal("README.md:2: " + message, Assert.Single(DocumentLinks.Violations(scratch.Tree)));
    }

    [Theory]
    [InlineData("[a](docs/b.md)")]
    [InlineData("[a](docs/b.md#2-two-things-and-their-order)")]
    [InlineData("[a](#a)")]
    [InlineData("[a](https://example.org/x) and `src/*.cs`, `src/NAME`")]
    [InlineData("[the folder](docs) and `docs/b.md`")]
    [InlineData("`[a](docs/gone.md)`")]
    [InlineData("```\n[a](docs/gone.md)\n```")]
    public void A_good_link_passes(string line)
    {
        using ScratchTree scratch = Pages().With("README.md", "# A\n" + line + "\n").With("src/NAME", "");

        Assert.Empty(DocumentLinks.Violations(scratch.Tree));
    }

    [Fact]
    public void A_link_is_seen_from_its_page()
    {
        using ScratchTree scratch = Pages().With("docs/c.md", "[up](../README.md) [beside](b.md) [no](README.md)")
            .With("README.md", "# A\n");

        Assert.Equal(
            "docs/c.md:1: the link README.md leads nowhere", Assert.Single(DocumentLinks.Violations(scratch.Tree)));
    }

    [Fact]
    public void Good_decisions_pass()
    {
        using ScratchTree scratch = new ScratchTree().With("docs/decisions/README.md", List)
            .With("docs/decisions/0001-a.md", Decision);

        Assert.Empty(DecisionRecords.Violations(scratch.Tree));
    }

    [Theory]
    [InlineData(
        "0001-a.md", Decision, "| | decision | status |\n", "no row `| [0001](0001-a.md) | A title | accepted |`")]
    [InlineData("0002-a.md", Decision, List, "the next number is 0001")]
    [InlineData("0001-a.md", "# A title\n", List, "the first line is not `# 0001. TITLE`")]
    [InlineData("0001-a.md", "# 0001. A title\n\nStatus: accepted\n\n## The question\n\n## Decided\n", List,
        "no `## What follows`")]
    [InlineData("0001-a.md",
        "# 0001. A title\n\nStatus: replaced by 0002\n\n## The question\n\n## Decided\n\n## What follows\n", List,
        "| replaced by 0002 |`")]
    [InlineData("0001-a.md", Decision, List + "| [0002](0002-b.md) | B | accepted |\n", "2 rows for 1 records")]
    public void A_bad_decision_is_found(string file, string record, string list, string message)
    {
        using ScratchTree scratch = new ScratchTree().With("docs/decisions/README.md", list)
            .With("docs/decisions/" + file, record);

        Assert.Contains(DecisionRecords.Violations(scratch.Tree),
            violation => violation.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("# Changelog\n\n## [0.1.0] - 2026-11-21\n", "the first release is not `## [Unreleased]`")]
    [InlineData("# Changelog\n", "the first release is not `## [Unreleased]`")]
    [InlineData("## [Unreleased]\n\n## 0.1.0\n", "`## 0.1.0` is not `## [VERSION] - YYYY-MM-DD`")]
    [InlineData("## [Unreleased]\n\n### New\n", "`### New` is no kind of change")]
    public void A_bad_changelog_is_found(string text, string message)
    {
        using ScratchTree scratch = new ScratchTree().With("CHANGELOG.md", text);

        Assert.Equal("CHANGELOG.md: " + message, Assert.Single(Changelog.Violations(scratch.Tree)));
    }

    [Fact]
    public void A_good_changelog_passes()
    {
        using ScratchTree scratch = new ScratchTree()
            .With("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n\n### Fixed\n\n## [0.1.0] - 2026-11-21\n");

        Assert.Empty(Changelog.Violations(scratch.Tree));
    }

    [Theory]
    [InlineData("Kernel.Call(SYS.clone3, 0);", "`clone3` `mount`",
        "docs/kernel-features.md: `mount` is named, and nothing calls it")]
    [InlineData("Kernel.Call(SYS.clone3, 0); Kernel.Call(SYS.mount);", "`clone3`",
        "docs/kernel-features.md: `mount` is called, and not named with the kernel version that brought it")]
    [InlineData("Kernel.Call(SYS.clone3, 0); // SYS.mount", "`clone3` `nosymfollow`", null)]
    public void The_page_of_system_calls_is_compared_with_the_code(string code, string page, string? message)
    {
        using ScratchTree scratch = new ScratchTree()
            .With("src/Linux.Syscalls/asm/unistd.cs",
                "public static int clone3 => 435;\npublic static int mount => 165;\n")
            .With("src/Runtime/One.cs", code)
            .With("docs/kernel-features.md", page);

        Assert.Equal(message is null ? [] : [message], SystemCallPage.Violations(scratch.Tree));
    }

    [Theory]
    [InlineData("| CVE-1 | x | y | [a](../src/a.cs) | - |", "no link to a test")]
    [InlineData("| CVE-1 | x | y | `a.cs` | [t](../tests/t.cs) |", "no link to the code that defends")]
    [InlineData("| CVE-1 | x | y |", "3 cells where there are 5 columns")]
    [InlineData("", "no table of attacks")]
    public void An_attack_without_defence_or_test_is_found(string row, string message)
    {
        using ScratchTree scratch = new ScratchTree()
            .With("docs/security.md",
                "| attack | what went wrong there | in Husk | src | tested by |\n|---|---|---|---|---|\n" + row + "\n");

        Assert.Contains(message, Assert.Single(SecurityPage.Violations(scratch.Tree)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("| a rule | | |", "a rule: no test shows it")]
    [InlineData("| a rule | | `ATests.It_is_gone` |", "a rule: there is no test ATests.It_is_gone")]
    [InlineData("| a rule | | `ATests.It_holds` and `ATests.It_is_gone` |", "there is no test ATests.It_is_gone")]
    [InlineData("| a rule | `ATests.It_holds` |", "not the three columns")]
    [InlineData("", "no row")]
    public void A_rule_without_a_test_is_found(string row, string message)
    {
        using ScratchTree scratch = new ScratchTree()
            .With("tests/A/ATests.cs", "[Fact]\npublic void It_holds() => Assert.True(true);\n")
            .With("docs/spec-conformance.md", "| rule | husk-oci | shown by |\n|---|---|---|\n" + row + "\n");

        Assert.Contains(message, Assert.Single(ShownByPage.OfSpecConformance(scratch.Tree)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("`run: -d` `run: --rm`", "there is no test run: --rm")]
    [InlineData("`stop: -d`", "there is no test stop: -d")]
    [InlineData("-d", "no test shows it")]
    public void A_command_without_a_scenario_is_found(string shownBy, string message)
    {
        using ScratchTree scratch = new ScratchTree()
            .With("tests/EndToEnd/Parity/Transcripts/run.txt", "## -d\n$ docker run -d busybox\n")
            .With("docs/docker-conformance.md",
                "| docker | husk | shown by |\n|---|---|---|\n| `-d` | | " + shownBy + " |\n");

        Assert.Contains(message, Assert.Single(ShownByPage.OfDockerConformance(scratch.Tree)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("| pull | husk-oci | floor | time | 1.7 | 1.5 |", "has no scenario pull")]
    [InlineData("| run | husk-oci | youki | time | 1.7 | 1.5 |", "has no candidate youki")]
    [InlineData("| run | husk-oci | floor | love | 1.7 | 1.5 |", "love is not measured")]
    [InlineData("| run | husk-oci | floor | time | 1.5 | 1.7 |", "final the smaller one")]
    [InlineData("| run | husk-oci | floor | time | soon | 1.7 |", "final the smaller one")]
    [InlineData("| run | husk-oci | floor | time | 1.7 |", "5 cells")]
    public void A_budget_that_is_not_measured_is_found(string row, string message)
    {
        using ScratchTree scratch = Bench(row);

        Assert.Contains(
            Budgets.Violations(scratch.Tree), violation => violation.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_scenario_without_a_budget_is_found()
    {
        using ScratchTree scratch = Bench("| exec | husk-oci | floor | time | 1.7 | 1.5 |");

        Assert.Equal("bench/run.sh: run is measured, and docs/budgets.md has no budget for it",
            Assert.Single(Budgets.Violations(scratch.Tree)));
    }

    [Theory]
    [InlineData("`make gone`", "README.md: the Makefile has no target gone")]
    [InlineData("```sh\nmake gone  # what it does\n```", "README.md: the Makefile has no target gone")]
    [InlineData("`make test`, `make test-fast`, `make conformance RUNTIME=runc`, to make sure", null)]
    public void A_make_that_cannot_be_made_is_found(string text, string? message)
    {
        using ScratchTree scratch = new ScratchTree()
            .With("README.md", text)
            .With("Makefile", "out := gone\ntest test-fast: build\n\tgone:\nconformance:\n");

        Assert.Equal(message is null ? [] : [message], MakeTargets.Violations(scratch.Tree));
    }

    private static ScratchTree Bench(string row) => new ScratchTree()
        .With("docs/budgets.md",
            "| scenario | candidate | against | what | now | final |\n|---|---|---|---|---|---|\n" + row + "\n")
        .With("bench/run.sh",
            "for c in husk-oci; do :; done\ncase $1 in\n    run)\n        echo floor ;;\n    exec)\n        echo exec\n        ;;\nesac\n");

    private static ScratchTree Pages() =>
        new ScratchTree().With("docs/b.md", "# B\n\n## 2. Two *things*, and their order\n").With("src/One.cs", "");
}
