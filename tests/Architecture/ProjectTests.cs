// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;

namespace Husk.Architecture;

/// <summary>That the checks of projects find what they are for.</summary>
public sealed class ProjectTests
{
    [Fact]
    public void Allowed_references_pass()
    {
        using ScratchTree scratch = Solution().With("src/B/B.csproj", Page.Project(Page.Reference("A")));

        Assert.Empty(ProjectReferences.Violations(scratch.Tree));
    }

    [Fact]
    public void An_arrow_that_is_not_in_the_table_is_found()
    {
        using ScratchTree scratch = Solution().With("src/A/A.csproj", Page.Project(Page.Reference("B")));

        Assert.Equal("src/A/A.csproj: A may not reference B (ARCHITECTURE.md, section 2)",
            Assert.Single(ProjectReferences.Violations(scratch.Tree)));
    }

    [Fact]
    public void A_project_without_a_row_is_found()
    {
        using ScratchTree scratch = Solution().With("src/C/C.csproj", Page.Project());

        Assert.Contains(
            "C has no row", Assert.Single(ProjectReferences.Violations(scratch.Tree)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_its_project_is_found()
    {
        using ScratchTree scratch = Solution()
            .With("ARCHITECTURE.md", Page.Architecture(Page.Row("A"), Page.Row("B", "A"), Page.Row("C")));

        Assert.Contains(
            "C is said to exist", Assert.Single(ProjectReferences.Violations(scratch.Tree)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_planned_project_that_exists_is_found()
    {
        using ScratchTree scratch = Solution()
            .With("ARCHITECTURE.md", Page.Architecture(Page.Row("A", state: "planned"), Page.Row("B", "A")));

        Assert.Contains(
            "A is called planned", Assert.Single(ProjectReferences.Violations(scratch.Tree)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_black_box_suite_that_sees_the_code_is_found()
    {
        using ScratchTree scratch = Solution()
            .With("tests/Conformance/Conformance.csproj", Page.Project(Page.Reference("A")));

        Assert.Contains("black-box suite references A", Assert.Single(ProjectReferences.Violations(scratch.Tree)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_without_the_table_is_an_error()
    {
        using ScratchTree scratch = Solution().With("ARCHITECTURE.md", "# Architecture\n");

        Assert.Throws<FormatException>(() => ProjectReferences.Violations(scratch.Tree).ToArray());
    }

    [Theory]
    [InlineData("src/A/A.csproj")]
    [InlineData("tests/A.Tests/A.Tests.csproj")]
    public void A_package_that_is_on_no_list_is_found(string project)
    {
        using ScratchTree scratch = Solution().With(project, Page.Project(Page.Package("Newtonsoft.Json")));

        Assert.Contains("the package Newtonsoft.Json is on no list",
            Assert.Single(PackageReferences.Violations(scratch.Tree)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_of_the_table_passes_and_an_unused_version_is_found()
    {
        using ScratchTree scratch = Solution()
            .With("ARCHITECTURE.md", Page.Architecture(Page.Row("A", packages: "SharpZipLib"), Page.Row("B", "A")))
            .With("src/A/A.csproj", Page.Project(Page.Package("SharpZipLib")))
            .With("Directory.Packages.props",
                "<Project><ItemGroup><PackageVersion Include=\"SharpZipLib\" /><PackageVersion Include=\"Gone\" /></ItemGroup></Project>");

        Assert.Equal(
            "Directory.Packages.props: nothing uses Gone", Assert.Single(PackageReferences.Violations(scratch.Tree)));
    }

    [Fact]
    public void A_package_for_everybody_is_found()
    {
        using ScratchTree scratch = Solution()
            .With("src/Directory.Build.props", Page.Project(Page.Package("Mono.Posix.NETStandard")));

        Assert.Contains("given to every project", Assert.Single(PackageReferences.Violations(scratch.Tree)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_the_solution_lacks_is_found()
    {
        using ScratchTree scratch = Solution()
            .With("Runtime.sln", "Project(\"{1}\") = \"A\", \"src\\A\\A.csproj\", \"{2}\"\n");

        Assert.Contains("src/B/B.csproj is not in it", Assert.Single(SolutionProjects.Violations(scratch.Tree)),
            StringComparison.Ordinal);
    }

    private static ScratchTree Solution() => new ScratchTree()
        .With("ARCHITECTURE.md", Page.Architecture(Page.Row("A"), Page.Row("B", "A")))
        .With("src/A/A.csproj", Page.Project())
        .With("src/B/B.csproj", Page.Project());
}
