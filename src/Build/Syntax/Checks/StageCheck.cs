// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Husk.Build.Copying;
using Husk.Build.Ignore;
using Husk.Build.Syntax.Instructions;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Syntax.Checks;

/// <summary>The instructions of one stage in their order, with the variables that each sees.</summary>
internal sealed partial class StageCheck(
    Dockerfile dockerfile, CheckRequest request, FromChecks from, IgnorePatterns ignored, Findings findings)
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly HashSet<string> _arguments = [];

    // Whether all variables are known: those of an image that is not here are not.
    private bool _isKnown;
    private bool _hasShell;
    private bool _hasWorkdir;

    /// <param name="stage">Which.</param>
    /// <param name="below">The stage that it stands on; null when that is an image.</param>
    public void Run(Stage stage, StageCheck? below)
    {
        Begin(from.BaseOf(stage), below);
        var last = new Dictionary<string, Instruction>();
        foreach (Instruction instruction in stage.Instructions)
        {
            if (instruction is CmdInstruction or EntrypointInstruction or HealthcheckInstruction)
            {
                string keyword = DockerfileCheck.WrittenKeyword(instruction);
                // Told where the one is that counts for nothing.
                if (last.TryGetValue(instruction.Keyword, out Instruction? earlier))
                {
                    findings.Add(CheckRules.MultipleInstructionsDisallowed, earlier,
                        $"Multiple {keyword} instructions should not be used in the same stage because only the last one will be used");
                }
                last[instruction.Keyword] = instruction;
            }
            Check(instruction);
        }
    }

    private void Begin(string image, StageCheck? below)
    {
        if (below is not null)
        {
            foreach ((string name, string value) in below._variables)
                _variables[name] = value;
            _arguments.UnionWith(below._arguments);
            (_isKnown, _hasShell, _hasWorkdir) = (below._isKnown, below._hasShell, below._hasWorkdir);
            return;
        }
        ExecutionConfig? config = image == "scratch" ? new ExecutionConfig() : request.Image(image);
        _isKnown = config is not null;
        _hasShell = config?.Shell is { Length: > 0 };
        _variables["PATH"] = "";
        foreach (string entry in config?.Env ?? [])
            _variables[entry.Split('=', 2)[0]] = entry.Split('=', 2).ElementAtOrDefault(1) ?? "";
    }

    private void Check(Instruction written)
    {
        if (written is ArgInstruction arg)
        {
            Define(arg);
            return;
        }
        Instruction instruction = Expand(written);
        switch (instruction)
        {
            case EnvInstruction env:
                foreach (Assignment variable in env.Variables)
                {
                    Secret(env, variable.Name);
                    _variables[variable.Name] = variable.Value;
                }
                Legacy(env, env.Variables);
                break;
            case LabelInstruction label:
                Legacy(label, label.Labels);
                break;
            case WorkdirInstruction workdir:
                if (!_hasWorkdir && !workdir.Path.StartsWith('/'))
                {
                    findings.Add(CheckRules.WorkdirRelativePath, workdir,
                        $"Relative workdir {GoText.Quoted(workdir.Path)} can have unexpected results if the base image changes");
                }
                _hasWorkdir = true;
                break;
            case CmdInstruction { Command.IsShell: true }
                or EntrypointInstruction { Command.IsShell: true } when !_hasShell:
                findings.Add(CheckRules.JsonArgsRecommended, instruction,
                    $"JSON arguments recommended for {DockerfileCheck.WrittenKeyword(instruction)} to prevent unintended behavior related to OS signals");
                break;
            case ShellInstruction:
                _hasShell = true;
                break;
            case CopyInstruction { From: null } copy:
                Sources(copy, "Copy", copy.Words.Paths);
                break;
            case AddInstruction add:
                Sources(add, "Add",
                    add.Words.Paths.Where(path => !RemoteFile.Is(path) && GitReference.Parse(path) is null));
                break;
            case ExposeInstruction expose:
                Ports(expose);
                break;
        }
    }

    private void Define(ArgInstruction arg)
    {
        foreach (ArgDefinition definition in arg.Definitions)
        {
            Secret(arg, definition.Name);
            string? value = request.Arguments.GetValueOrDefault(definition.Name);
            if (value is null && definition.Default is { } text)
            {
                value = (Expand(arg with
                {
                    Definitions = [definition with { Default = text }],
                }) as ArgInstruction)?.Definitions[0].Default;
            }
            _arguments.Add(definition.Name);
            if ((value ?? from[definition.Name]) is { } known)
                _variables[definition.Name] = known;
        }
    }

    private Instruction Expand(Instruction instruction)
    {
        var expansion = new VariableExpansion(dockerfile.Escape, _variables.GetValueOrDefault);
        Instruction expanded;
        try
        {
            expanded = instruction.Expand(expansion);
        }
        catch (DockerfileException wrong)
        {
            // What an image that is not here sets may make it right.
            if (_isKnown || expansion.Unset.Count == 0)
                findings.Fail(wrong);
            expanded = instruction;
        }
        foreach (string name in expansion.Unset.Where(name => _isKnown && !_arguments.Contains(name)))
        {
            string? nearest = Nearest.To(name, _variables.Keys);
            findings.Add(CheckRules.UndefinedVar, instruction,
                $"Usage of undefined variable '${name}'{(nearest is null ? "" : $" (did you mean ${nearest}?)")}");
        }
        return expanded;
    }

    private void Legacy(Instruction instruction, IEnumerable<Assignment> assignments)
    {
        string keyword = DockerfileCheck.WrittenKeyword(instruction);
        if (assignments.Any(each => each.IsLegacy))
        {
            findings.Add(CheckRules.LegacyKeyValueFormat, instruction,
                $"\"{keyword} key=value\" should be used instead of legacy \"{keyword} key value\" format");
        }
    }

    private void Secret(Instruction instruction, string name)
    {
        if (SecretWord().IsMatch(name) && !PublicWord().IsMatch(name))
        {
            findings.Add(CheckRules.SecretsUsedInArgOrEnv, instruction,
                $"Do not use ARG or ENV instructions for sensitive data ({instruction.Keyword} \"{name}\")");
        }
    }

    // With exceptions in the file nobody can say it without looking at files.
    private void Sources(Instruction instruction, string verb, IEnumerable<string> paths)
    {
        if (ignored.IsEmpty || ignored.HasExceptions)
            return;
        foreach (string path in paths.Select(SlashPath.Clean))
        {
            bool isIgnored = path is "." or "/"
                ? ignored.Named.Any(pattern => pattern is "*" or "**" or "**/*")
                : ignored.Matches(path);
            if (isIgnored)
            {
                findings.Add(CheckRules.CopyIgnoredFile, instruction,
                    $"Attempting to {verb} file \"{path}\" that is excluded by .dockerignore");
            }
        }
    }

    private void Ports(ExposeInstruction expose)
    {
        foreach (string port in expose.Ports)
        {
            string protocol = port[(port.LastIndexOf(':') + 1)..].Split('/', 2).ElementAtOrDefault(1) ?? "";
            if (protocol != protocol.ToLowerInvariant())
            {
                findings.Add(CheckRules.ExposeProtoCasing, expose,
                    $"Defined protocol '{port}' in EXPOSE instruction should be lowercase");
            }
            if (port.Contains(':'))
            {
                findings.Add(CheckRules.ExposeInvalidFormat, expose,
                    $"EXPOSE instruction should not define an IP address or host-port mapping, found '{port}'");
            }
        }
    }

    [GeneratedRegex("(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)",
        RegexOptions.IgnoreCase)]
    private static partial Regex SecretWord();

    [GeneratedRegex("(?:_|^)(?:public|file|version)(?:_|$)", RegexOptions.IgnoreCase)]
    private static partial Regex PublicWord();
}
