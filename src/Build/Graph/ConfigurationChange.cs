// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Instructions;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Graph;

/// <summary>
/// Instructions outside of a Dockerfile, as <c>--change</c> of `commit` and `import` has them: those that only touch an
/// image's configuration (docs.docker.com, docker container commit, "--change").
/// </summary>
public static class ConfigurationChange
{
    private static readonly string[] Allowed =
    [
        "cmd", "entrypoint", "env", "expose", "healthcheck", "label", "onbuild", "stopsignal", "user", "volume",
        "workdir",
    ];

    /// <summary>A configuration with the changes.</summary>
    /// <param name="config">What there is; variables in the lines are its.</param>
    /// <param name="lines">Instructions, each on a line of its own.</param>
    /// <exception cref="FormatException">One is none, or is not allowed; in docker's words.</exception>
    public static ExecutionConfig Apply(ExecutionConfig config, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return config;
        if (lines.All(string.IsNullOrWhiteSpace))
            throw new FormatException("file with no instructions");
        // Before they are read: a word that is no instruction is told as one that may not be.
        foreach (string line in lines.Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            string word = line.Trim().Split(' ', '\t')[0].ToLowerInvariant();
            if (!Allowed.Contains(word))
                throw new FormatException($"{word} is not a valid change command");
        }

        try
        {
            byte[] file = Encoding.UTF8.GetBytes("FROM scratch\n" + string.Join('\n', lines));
            Dockerfile parsed = DockerfileParser.Parse(file, "changes");
            var state = new StageState { Image = new ImageConfig { Config = config }, Platform = Platform.Host };
            return parsed.Stages[0].Instructions.Aggregate(state, (sofar, next) => Apply(sofar, next, parsed.Escape))
                .Config;
        }
        catch (DockerfileException wrong)
        {
            throw new FormatException(wrong.Problem);
        }
    }

    private static StageState Apply(StageState state, Instruction written, char escape)
    {
        Instruction instruction = written.Expand(new VariableExpansion(escape, state.Variable));
        return instruction is WorkdirInstruction workdir
            ? state.With(state.Config with { WorkingDir = StagePath.Clean(StagePath.Join(state.Config.WorkingDir, workdir.Path)) })
            : Configuration.Apply(state, instruction)!;
    }
}
