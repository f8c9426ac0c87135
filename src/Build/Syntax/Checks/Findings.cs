// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Build.Syntax.Instructions;

namespace Husk.Build.Syntax.Checks;

/// <summary>What the checks have found so far, without what the file says to pass over.</summary>
internal sealed class Findings(CheckOptions options)
{
    private readonly List<DockerfileWarning> _warnings = [];

    public IReadOnlyList<DockerfileWarning> Warnings =>
        [.. _warnings.Distinct().OrderBy(warning => warning.Range.Start.Line)
            .ThenBy(warning => warning.Range.Start.Column)];

    /// <summary>The first instruction that cannot be read with the values it sees; null for none.</summary>
    public CheckFailure? Failure { get; private set; }

    public void Fail(DockerfileException wrong) =>
        Failure ??= new CheckFailure(wrong.Message, wrong.File, wrong.Range);

    /// <summary>At an instruction, whose comments may pass the rule over.</summary>
    public void Add(CheckRule rule, Instruction at, string message)
    {
        if (options.With(at.Source.Comments).Checks(rule))
            _warnings.Add(rule.Warn(at.Range, message));
    }

    /// <summary>At an instruction, whatever its comments say.</summary>
    public void AddOfFile(CheckRule rule, Instruction at, string message)
    {
        if (options.Checks(rule))
            _warnings.Add(rule.Warn(at.Range, message));
    }

    public void Add(DockerfileWarning warning)
    {
        if (options.Checks(CheckRules.All.First(rule => rule.Name == warning.Rule)))
            _warnings.Add(warning);
    }
}
