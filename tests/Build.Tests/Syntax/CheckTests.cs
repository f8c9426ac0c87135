// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using System.Text;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Checks;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Tests.Syntax;

/// <summary>BuildKit's rules, each by what it is for and by what it is not for; learnt from
/// dockerfile_check_test.go.</summary>
public sealed class CheckTests
{
    [Theory]
    [InlineData("FROM scratch AS BadName", "StageNameCasing: Stage name 'BadName' should be lowercase (line 1)")]
    [InlineData("FROM scratch as base", "FromAsCasing: 'as' and 'FROM' keywords' casing do not match (line 1)")]
    [InlineData("FROM scratch\nCOPY a \\\n\n  b /", "NoEmptyContinuation: Empty continuation line (line 4)")]
    [InlineData("FROM scratch\ncopy a /\nCopy b /\nCOPY c /",
        "ConsistentInstructionCasing: Command 'copy' should match the case of the command majority (uppercase) (line 2)|ConsistentInstructionCasing: Command 'Copy' should match the case of the command majority (uppercase) (line 3)")]
    [InlineData("FROM scratch AS b\nFROM scratch AS b",
        "DuplicateStageName: Duplicate stage name \"b\", stage names should be unique (line 2)")]
    [InlineData("FROM scratch AS context",
        "ReservedStageName: Stage name should not use the same name as reserved stage \"context\" (line 1)")]
    [InlineData("FROM scratch\nCMD run it\nENTRYPOINT run it",
        "JSONArgsRecommended: JSON arguments recommended for CMD to prevent unintended behavior related to OS signals (line 2)|JSONArgsRecommended: JSON arguments recommended for ENTRYPOINT to prevent unintended behavior related to OS signals (line 3)")]
    [InlineData("FROM scratch\nSHELL [\"/s\"]\nCMD run it", "")]
    [InlineData("FROM scratch AS a\nSHELL [\"/s\"]\nFROM a\nCMD run it", "")]
    [InlineData("FROM scratch\nMAINTAINER me",
        "MaintainerDeprecated: Maintainer instruction is deprecated in favor of using label (line 2)")]
    [InlineData("ARG VERSION=1\nFROM busybox:$VERSIO",
        "UndefinedArgInFrom: FROM argument 'VERSIO' is not declared (did you mean VERSION?) (line 2)|InvalidDefaultArgInFrom: Default value for ARG busybox:$VERSIO results in empty or invalid base image name (line 2)")]
    [InlineData("FROM --platform=$BULIDPLATFORM scratch",
        "UndefinedArgInFrom: FROM argument 'BULIDPLATFORM' is not declared (did you mean BUILDPLATFORM?) (line 1)")]
    [InlineData("FROM scratch\nWORKDIR app/",
        "WorkdirRelativePath: Relative workdir \"app/\" can have unexpected results if the base image changes (line 2)")]
    [InlineData("# escape=`\nFROM scratch\nWORKDIR C:\\app",
        "WorkdirRelativePath: Relative workdir \"C:\\\\app\" can have unexpected results if the base image changes (line 3)")]
    [InlineData("FROM scratch AS a\nWORKDIR /app\nFROM a\nWORKDIR more", "")]
    [InlineData("FROM scratch\nENV DIR=/x\nCOPY $DRI /",
        "UndefinedVar: Usage of undefined variable '$DRI' (did you mean $DIR?) (line 3)")]
    [InlineData("FROM scratch\nARG unset\nCOPY $unset $PATH /", "")]
    [InlineData("FROM unknown\nCOPY $whatever /", "")]
    [InlineData("FROM debian\nCOPY $LANG $NOT /", "UndefinedVar: Usage of undefined variable '$NOT' (line 2)")]
    [InlineData("FROM scratch\nCMD [\"a\"]\nCMD [\"b\"]",
        "MultipleInstructionsDisallowed: Multiple CMD instructions should not be used in the same stage because only the last one will be used (line 2)")]
    [InlineData("FROM scratch\nENV a b\nLABEL a b",
        "LegacyKeyValueFormat: \"ENV key=value\" should be used instead of legacy \"ENV key value\" format (line 2)|LegacyKeyValueFormat: \"LABEL key=value\" should be used instead of legacy \"LABEL key value\" format (line 3)")]
    [InlineData("FROM --platform=$TARGETPLATFORM scratch",
        "RedundantTargetPlatform: Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior (line 1)")]
    [InlineData("FROM --platform=linux/amd64 scratch AS x",
        "FromPlatformFlagConstDisallowed: FROM --platform flag should not use constant value \"linux/amd64\" (line 1)")]
    [InlineData("FROM --platform=linux/amd64 scratch AS build-amd64", "")]
    [InlineData("FROM scratch\nARG TOKEN\nENV api_key=x PUBLIC_KEY=y my_secret_file=z tokens=1",
        "SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ARG \"TOKEN\") (line 2)|SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ENV \"api_key\") (line 3)")]
    [InlineData("ARG TAG\nFROM busybox:$TAG",
        "InvalidDefaultArgInFrom: Default value for ARG busybox:$TAG results in empty or invalid base image name (line 2)")]
    [InlineData("FROM scratch\nCOPY hidden/x seen /\nADD hidden https://example.org/hidden /",
        "CopyIgnoredFile: Attempting to Copy file \"hidden/x\" that is excluded by .dockerignore (line 2)|CopyIgnoredFile: Attempting to Add file \"hidden\" that is excluded by .dockerignore (line 3)")]
    [InlineData("FROM scratch\nEXPOSE 80/TcP 127.0.0.1:80:80",
        "ExposeProtoCasing: Defined protocol '80/TcP' in EXPOSE instruction should be lowercase (line 2)|ExposeInvalidFormat: EXPOSE instruction should not define an IP address or host-port mapping, found '127.0.0.1:80:80' (line 2)")]
    [InlineData("# check=experimental=InvalidDefinitionDescription\n# wrong words\nARG foo=bar\n# base is described\nFROM scratch AS base\n\n# apart\n\nARG other", "InvalidDefinitionDescription: Comment for ARG should follow the format: `# foo <description>` (line 3)")]
    public void A_rule_finds_what_it_is_for(string dockerfile, string found) =>
        Assert.Equal(found, string.Join("|", Check(dockerfile).Warnings));

    [Theory]
    [InlineData("# check=skip=all\nFROM scratch AS Bad\nMAINTAINER me", "")]
    [InlineData("# check=skip=MaintainerDeprecated\nFROM scratch AS Bad\nMAINTAINER me", "StageNameCasing")]
    [InlineData("# check = skip=StageNameCasing , MaintainerDeprecated ; error=true\nFROM scratch AS Bad\nMAINTAINER me\nWORKDIR x", "WorkdirRelativePath")]
    [InlineData("FROM scratch AS Bad\n# check=skip=MaintainerDeprecated\nMAINTAINER me", "StageNameCasing")]
    public void The_file_says_what_is_passed_over(string dockerfile, string rules) =>
        Assert.Equal(rules, string.Join(' ', Check(dockerfile).Warnings.Select(warning => warning.Rule)));

    [Theory]
    [InlineData("FROM scratch\nRUN --mount=type=bind,targt=/x y",
        "failed to process \"type=bind,targt=/x\": unexpected key 'targt' in 'targt=/x' (did you mean target?)", 13)]
    [InlineData("FROM unknown\nENV A=\"x", "failed to process \"\"x\": unexpected end of statement while looking for matching double-quote", 7)]
    [InlineData("FROM scratch\nENV A=${B:?}", "failed to process \"${B:?}\": B: is not allowed to be unset", 7)]
    [InlineData("FROM unknown\nENV A=${B:?}", null, 0)]
    [InlineData("FROM scratch\nARG B=1\nENV A=${B:?}", null, 0)]
    public void An_instruction_that_cannot_be_read_is_no_mere_warning(string dockerfile, string? problem, int column)
    {
        CheckResult result = Check(dockerfile);
        Assert.Equal(problem is null ? null : "dockerfile parse error on line 2: " + problem, result.Failure?.Message);
        Assert.Equal(column, result.Failure?.Range?.Start.Column ?? 0);
        if (problem is not null)
            Assert.False(result.IsClean);
    }

    [Fact]
    public void The_file_may_make_warnings_errors()
    {
        Assert.Equal(
            "lint violation found for rules: StageNameCasing", Check("# check=error=true\nFROM scratch AS Bad").Error);
        Assert.Null(Check("# check=error=true\nFROM scratch").Error);
        Assert.Null(Check("FROM scratch AS Bad").Error);
    }

    [Theory]
    [InlineData("error=maybe",
        "failed to parse check options: failed to parse check option \"error=maybe\": true or false expected")]
    [InlineData("skipp=all",
        "failed to parse check options: invalid check option \"skipp\": skip, error or experimental expected")]
    public void A_directive_that_makes_no_sense_is_refused(string check, string problem) =>
        Assert.Equal(
            problem, Assert.Throws<DockerfileException>(() => Check($"# check={check}\nFROM scratch")).Problem);

    [Fact]
    public void Stages_that_are_not_built_are_not_judged_by_what_they_do()
    {
        Dockerfile dockerfile = Parse("FROM scratch AS a\nWORKDIR x\nFROM scratch\n");

        Assert.Empty(DockerfileCheck.Run(dockerfile, new CheckRequest
        {
            IsBuilt = stage => stage.Index == 1,
        }).Warnings);
    }

    [Fact]
    public void The_report_quotes_the_file()
    {
        Dockerfile dockerfile = Parse("# One\nFROM scratch AS Bad\n\nWORKDIR /\nMAINTAINER \\\n  me\n");

        GoldenFile.Compare(Path.Combine(GoldenFile.Directory("Syntax"), "check-report.txt"),
            CheckReport.Write(dockerfile, DockerfileCheck.Run(dockerfile, new CheckRequest())));
        Assert.Equal("Check complete, no warnings found.\n", CheckReport.Write(dockerfile, new CheckResult([], false)));
    }

    private static CheckResult Check(string dockerfile) => DockerfileCheck.Run(Parse(dockerfile), new CheckRequest
    {
        Ignored = ["hidden"],
        Image = name => name == "debian" ? new ExecutionConfig { Env = ["LANG=C", "PATH=/bin"] } : null,
    });

    private static Dockerfile Parse(string text) => DockerfileParser.Parse(Encoding.UTF8.GetBytes(text), "Dockerfile");
}
