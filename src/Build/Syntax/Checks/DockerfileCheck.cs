// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Build.Ignore;
using Husk.Build.Syntax.Instructions;

namespace Husk.Build.Syntax.Checks;

/// <summary>Finds what builds and better would not be written so: BuildKit's rules by their names and in their
/// words.</summary>
public static class DockerfileCheck
{
    /// <exception cref="DockerfileException">The file's own <c># check=</c> makes no sense.</exception>
    public static CheckResult Run(Dockerfile dockerfile, CheckRequest request)
    {
        CheckOptions options = request.Options ?? CheckOptions.Of(dockerfile);
        var findings = new Findings(options);
        foreach (DockerfileWarning warning in dockerfile.Warnings)
            findings.Add(warning);
        NameChecks.Run(dockerfile, findings);
        var ignored = new IgnorePatterns(request.Ignored);
        FromChecks from = FromChecks.Run(dockerfile, request, findings);
        var checkedStages = new Dictionary<string, StageCheck>(StringComparer.OrdinalIgnoreCase);
        foreach (Stage stage in dockerfile.Stages)
        {
            var check = new StageCheck(dockerfile, request, from, ignored,
                request.IsBuilt?.Invoke(stage) ?? true ? findings : new Findings(options));
            check.Run(stage, checkedStages.GetValueOrDefault(from.BaseOf(stage)));
            if (stage.Name is not null)
                checkedStages[stage.Name] = check;
        }
        return new CheckResult(findings.Warnings, options.IsError) { Failure = findings.Failure };
    }

    /// <summary>The keyword as it is written.</summary>
    internal static string WrittenKeyword(Instruction instruction) => instruction.Text.Split(null as char[], 2)[0];
}
