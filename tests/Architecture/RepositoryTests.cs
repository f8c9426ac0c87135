// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Architecture;

/// <summary>The repository keeps its own rules. That each check finds what it is for is shown in the tests beside
/// it.</summary>
public sealed class RepositoryTests
{
    private static readonly SourceTree Tree = new(Repository.Root);

    [Fact]
    public void References_are_those_of_the_table() => Holds(ProjectReferences.Violations(Tree));

    [Fact]
    public void Packages_are_those_of_the_lists() => Holds(PackageReferences.Violations(Tree));

    [Fact]
    public void Unsafe_code_stands_where_the_table_allows_it() => Holds(UnsafeCode.Violations(Tree));

    [Fact]
    public void Sources_say_their_licence() => Holds(SourceHeaders.Violations(Tree));

    [Fact]
    public void Names_say_something() => Holds(FileNames.Violations(Tree));

    [Fact]
    public void Files_are_short() => Holds(FileLengths.Violations(Tree));

    [Fact]
    public void Links_lead_somewhere() => Holds(DocumentLinks.Violations(Tree));

    [Fact]
    public void Decisions_are_numbered_and_listed() => Holds(DecisionRecords.Violations(Tree));

    [Fact]
    public void The_changelog_is_kept() => Holds(Changelog.Violations(Tree));

    [Fact]
    public void No_path_of_one_machine_is_in_a_file() => Holds(DeveloperPaths.Violations(Tree, Repository.Root));

    [Fact]
    public void Bans_reach_their_projects() => Holds(BannedSymbols.Violations(Tree));

    [Fact]
    public void Nothing_is_half_done() => Holds(Stubs.Violations(Tree));

    [Fact]
    public void The_solution_has_every_project() => Holds(SolutionProjects.Violations(Tree));

    [Fact]
    public void System_calls_are_on_the_page() => Holds(SystemCallPage.Violations(Tree));

    [Fact]
    public void Rules_of_the_specification_have_a_test() => Holds(ShownByPage.OfSpecConformance(Tree));

    [Fact]
    public void What_was_asked_of_images_has_a_test() => Holds(ShownByPage.OfImages(Tree));

    [Fact]
    public void What_docker_does_has_a_test() => Holds(ShownByPage.OfDockerConformance(Tree));

    [Fact]
    public void Attacks_have_a_defence_and_a_test() => Holds(SecurityPage.Violations(Tree));

    [Fact]
    public void What_people_are_told_to_make_can_be_made() => Holds(MakeTargets.Violations(Tree));

    [Fact]
    public void Budgets_are_measured() => Holds(Budgets.Violations(Tree));

    private static void Holds(IEnumerable<string> violations)
    {
        string text = string.Join('\n', violations);
        Assert.True(text.Length == 0, text);
    }
}
