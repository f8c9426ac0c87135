// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Checks;
using Husk.Build.Syntax.Instructions;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Graph;

/// <summary>One stage of a build: its instructions in their order.</summary>
internal sealed class StageBuild(BuildJob job, Stage stage)
{
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private StageNames _names = null!;

    public async Task<StageState> Run()
    {
        // What it copies from is built beside it.
        foreach (Stage source in job.Graph.Sources(stage).Where(source => job.Replacement(source) is null))
            _ = job.Stage(source);
        (StageState state, string? image) = await Base().ConfigureAwait(false);
        Instruction[] triggers = [.. (state.Config.OnBuild ?? [])
            .Select(trigger => DockerfileParser.ParseTrigger(trigger, stage.From.Source))];
        _names = new StageNames(stage, job.Stages.Count == 1, image is not null, triggers.Count(StageNames.IsStep));
        if (image is not null)
            job.Progress.Begin(_names.Next($"FROM {image}")).Cached();
        state = Begin(state);
        foreach (Instruction trigger in triggers)
            state = await Step(state, trigger, isTrigger: true).ConfigureAwait(false);
        foreach (Instruction instruction in stage.Instructions)
            state = await Step(state, instruction, isTrigger: false).ConfigureAwait(false);
        return state;
    }

    /// <summary>What the FROM names, and how it is told of; null for what no registry has.</summary>
    private async Task<(StageState State, string? Image)> Base()
    {
        FromInstruction from = stage.From;
        if (job.Graph.Base(stage) is { } below)
            return (await job.Stage(below).ConfigureAwait(false), null);
        Platform platform = from.Platform is null ? job.Target : BuildPlan.PlatformOf(from.Platform, from.Source);
        if (from.Image == "scratch")
            return (BuildJob.Scratch(platform), null);
        StageState image = job.Request.NamedContexts.GetValueOrDefault(from.Image) is { } named
            ? await job.OfContext(named, platform, from).ConfigureAwait(false)
            : await job.Image(BuildPlan.Named(from.Image, from.Source), platform, from.Source).ConfigureAwait(false);
        if (!platform.Accepts(image.Platform))
        {
            job.Warn(CheckRules.InvalidBaseImagePlatform, from,
                $"Base image {from.Image} was pulled with platform \"{image.Platform}\", expected \"{platform}\" for current build");
        }
        return (image, image.Name);
    }

    /// <summary>What a stage does not take over from what it stands on, and what every stage has.</summary>
    private static StageState Begin(StageState below)
    {
        StageState state = below with { HasCommand = false };
        ExecutionConfig config = state.Config with { OnBuild = null };
        if (state.Variable("PATH") is null)
            config = config with { Env = Configuration.With(config.Env, "PATH", DefaultPath) };
        return state.With(config);
    }

    private async Task<StageState> Step(StageState state, Instruction written, bool isTrigger)
    {
        job.Cancel.ThrowIfCancellationRequested();
        if (written is ArgInstruction arg)
            return Argument(state, arg);
        Instruction instruction = written.Expand(Expander(state));
        if (Configuration.Apply(state, instruction) is { } changed)
            return changed;
        var step = new FileStep(job, stage, state, Shown);
        return instruction switch
        {
            WorkdirInstruction workdir => await step.Workdir(workdir).ConfigureAwait(false),
            CopyInstruction copy => await step.Copy(copy, copy.Words, copy.From).ConfigureAwait(false),
            AddInstruction add => await step.Copy(add, add.Words, null).ConfigureAwait(false),
            RunInstruction run => await new RunBuild(job, step, state).Run(run).ConfigureAwait(false),
            _ => throw new DockerfileException(written.Source, $"{written.Keyword} cannot be built"),
        };

        string Shown(string text) => _names.Next((isTrigger ? "ONBUILD " : "") + text);
    }

    private VariableExpansion Expander(StageState state) => new(job.Request.Dockerfile.Escape, state.Variable);

    private StageState Argument(StageState state, ArgInstruction arg)
    {
        var told = new List<string>();
        foreach (ArgDefinition definition in arg.Definitions)
        {
            string? value = job.Arguments.Given(definition.Name);
            if (value is null && definition.Default is { } text)
                value = Expanded(text, state, arg);
            value ??= definition.Default is null ? job.Arguments[definition.Name] : null;
            state = state with
            {
                Arguments =
                    [.. state.Arguments.Where(other => other.Key != definition.Name), new(definition.Name, value)],
            };
            told.Add(value is null ? definition.Name : $"{definition.Name}={value}");
        }

        return state.Told("ARG " + string.Join(' ', told));
    }

    private string Expanded(string text, StageState state, ArgInstruction arg)
    {
        try
        {
            return Expander(state).Expand(text);
        }
        catch (ExpansionException wrong)
        {
            throw new DockerfileException(arg.Source, wrong.Message, wrong.Word);
        }
    }
}
