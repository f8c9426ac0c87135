// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Build.Syntax;

namespace Husk.Build.Tests.Syntax;

/// <summary>Dockerfile in, tree or message out: kept beside the Dockerfiles, to be read as a difference.</summary>
public sealed class GoldenTreeTests
{
    private static readonly string Good = GoldenFile.Directory("Syntax", "golden");
    private static readonly string Bad = GoldenFile.Directory("Syntax", "bad");

    public static TheoryData<string> GoodNames => Names(Good);

    public static TheoryData<string> BadNames => Names(Bad);

    [Theory]
    [MemberData(nameof(GoodNames))]
    public void A_Dockerfile_is_understood(string name)
    {
        Dockerfile dockerfile =
            DockerfileParser.Parse(File.ReadAllBytes(Path.Combine(Good, name + ".Dockerfile")), "Dockerfile");

        GoldenFile.Compare(Path.Combine(Good, name + ".tree"), TreePrinter.Print(dockerfile));
    }

    [Theory]
    [MemberData(nameof(BadNames))]
    public void A_bad_Dockerfile_is_refused_with_the_place_and_what_was_expected(string name)
    {
        var refused = Assert.Throws<DockerfileException>(
            () => DockerfileParser.Parse(File.ReadAllBytes(Path.Combine(Bad, name + ".Dockerfile")), "Dockerfile"));

        Assert.DoesNotContain('\n', refused.Message);
        GoldenFile.Compare(Path.Combine(Bad, name + ".message"), refused.Quotation + refused.Message + "\n");
    }

    [Theory]
    [InlineData("golden", ".tree")]
    [InlineData("bad", ".message")]
    public void Every_golden_file_has_its_Dockerfile(string directory, string extension)
    {
        string[] Files(string kind) =>
            [.. Directory.GetFiles(GoldenFile.Directory("Syntax", directory), "*" + kind)
                .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

        Assert.Equal(Files(".Dockerfile"), Files(extension));
    }

    private static TheoryData<string> Names(string directory) =>
        [.. Directory.GetFiles(directory, "*.Dockerfile").Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)];
}
