// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Build.Progress;
using Husk.Build.Steps;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Checks;
using Husk.Build.Syntax.Instructions;
using Husk.Images;
using Husk.Images.Snapshots;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Graph;

/// <summary>One build: each stage that the target needs, once, as soon as what it stands on is there.</summary>
internal sealed class BuildJob : IDisposable
{
    private readonly ConcurrentDictionary<int, Lazy<Task<StageState>>> _stages = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<StageState>>> _images = new();
    private readonly CancellationTokenSource _failed;
    private readonly CheckOptions _checks;
    private readonly Findings _findings;
    private readonly object _entry = new();
    private Exception? _failure;

    public BuildJob(ImageStore store, IBuildHost host, ICopier copier, LayerBatch batch, BuildRequest request, BuildProgress progress, CancellationToken cancel)
    {
        Store = store;
        Host = host;
        Copier = copier;
        Batch = batch;
        Request = request;
        Progress = progress;
        Target = request.Platform ?? Platform.Host;
        _checks = DockerfileCheck.Options(request.Dockerfile);
        _findings = new Findings(_checks);
        Arguments = new GlobalArguments(request.Dockerfile, request, Target);
        Stages = [.. request.Dockerfile.Stages.Select(WithValues)];
        Graph = new StageGraph(Stages);
        _failed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Steps = new StepRunner(store, batch, request, _failed.Token);
    }

    public ImageStore Store { get; }

    public IBuildHost Host { get; }

    public ICopier Copier { get; }

    public LayerBatch Batch { get; }

    public BuildRequest Request { get; }

    public BuildProgress Progress { get; }

    public Platform Target { get; }

    public GlobalArguments Arguments { get; }

    /// <summary>Their FROMs have no variables any more.</summary>
    public IReadOnlyList<Stage> Stages { get; }

    public StageGraph Graph { get; }

    public StepRunner Steps { get; }

    /// <summary>Asked for when the user has had enough, or another step failed.</summary>
    public CancellationToken Cancel => _failed.Token;

    /// <summary>Builds the target.</summary>
    public async Task<StageState> Run()
    {
        Stage target = Graph.Target(Request.Target);
        try
        {
            return await Stage(target).ConfigureAwait(false);
        }
        catch (Exception)
        {
            await _failed.CancelAsync().ConfigureAwait(false);
            // What runs beside it ends before its files are taken away; what ends may have begun something else.
            while (Running() is { Length: > 0 } running)
                await Task.WhenAll(running.Select(Ended)).ConfigureAwait(false);
            // The first failure, and not what it broke off.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure ?? new OperationCanceledException());
            throw;
        }
    }

    /// <summary>A stage, begun now if nobody has before.</summary>
    public Task<StageState> Stage(Stage stage) => Replacement(stage) is { } context
        ? OfContext(context, Target, stage.From)
        : _stages.GetOrAdd(stage.Index, _ => new Lazy<Task<StageState>>(() => Guarded(() => new StageBuild(this, stage).Run()))).Value;

    /// <summary>The context that has a stage's name, and takes its place; null where there is none.</summary>
    public NamedContext? Replacement(Stage stage) => stage.Name is null ? null : Request.NamedContexts.GetValueOrDefault(stage.Name);

    /// <summary>The image that a FROM gets by a named context.</summary>
    public Task<StageState> OfContext(NamedContext context, Platform platform, FromInstruction from) => context is NamedContext.Image image
        ? Image(image.Name, platform, from.Source)
        : throw new BuildException($"{from.Name ?? from.Image}: a directory is no image: it can be named by COPY --from and RUN --mount", from.Source);

    /// <summary>An image that a FROM or a --from names.</summary>
    public Task<StageState> Image(Reference name, Platform platform, InstructionSource source) => _images.GetOrAdd(
        $"{name} {platform}", _ => new Lazy<Task<StageState>>(() => Guarded(() => Load(name, platform, source)))).Value;

    /// <summary>What a <c>--from</c> names: a stage, a context or an image; the build context for none.</summary>
    public async Task<FileSource> Source(string? from, InstructionSource source)
    {
        if (from is null)
            return new FileSource(Request.Context, null);
        Stage? stage = Graph.Find(from);
        switch (Request.NamedContexts.GetValueOrDefault(stage?.Name ?? from))
        {
            case NamedContext.Local local:
                return new FileSource(local.Context, null);
            case NamedContext.Image image:
                return new FileSource(null, await Image(image.Name, Target, source).ConfigureAwait(false));
        }

        return new FileSource(null, stage is not null ? await Stage(stage).ConfigureAwait(false)
            : from == "scratch" ? Scratch(Target)
            : await Image(Named(from, source), Target, source).ConfigureAwait(false));
    }

    /// <summary>What was found that better would not be so, and only shows as it is built.</summary>
    public IReadOnlyList<DockerfileWarning> Warnings => _findings.Warnings;

    /// <summary>Adds to <see cref="Warnings"/>.</summary>
    /// <exception cref="BuildException">The Dockerfile says that this ends the build.</exception>
    public void Warn(CheckRule rule, Instruction at, string message)
    {
        lock (_entry)
        {
            _findings.Add(rule, at, message);
            if (new CheckResult(Warnings, _checks.IsError).Error is { } refused)
                throw new BuildException(refused, at.Source);
        }
    }

    /// <summary>Nothing yet.</summary>
    public static StageState Scratch(Platform platform) => new()
    {
        Image = new ImageConfig { Architecture = platform.Architecture, Os = platform.Os, Variant = platform.Variant },
        Platform = platform,
    };

    public static Reference Named(string text, InstructionSource source)
    {
        try
        {
            return Reference.Parse(text).WithDefaultTag();
        }
        catch (SpecException wrong)
        {
            throw new BuildException($"failed to parse stage name \"{text}\": {wrong.Message}", source, wrong);
        }
    }

    public void Dispose() => _failed.Dispose();

    private async Task<StageState> Load(Reference name, Platform platform, InstructionSource source)
    {
        try
        {
            FoundImage image = await Progress.Step(
                $"[internal] load metadata for {name}",
                step => Host.Image(name, platform, Request.Pull, Batch.Lease, step, Cancel)).ConfigureAwait(false);
            Digest[] diffIds = image.Config.RootFs.DiffIds;
            if (diffIds.Length != image.Manifest.Layers.Length)
                throw new BuildException($"{name}: its manifest has {image.Manifest.Layers.Length} layers, its configuration {diffIds.Length}", source);
            Digest[] chains = Husk.Images.Layers.ChainId.All(diffIds);
            Array.ForEach(chains, Batch.Lease.Keep);
            return new StageState
            {
                Image = image.Config with { RootFs = new RootFilesystem(), DockerVersion = "", Comment = "" },
                Layers = [.. diffIds.Zip(image.Manifest.Layers, (diffId, blob) => new StageLayer(diffId, Task.FromResult(blob)))],
                Chain = chains.Length == 0 ? null : chains[^1],
                LastCreated = image.Config.Created,
                Platform = image.Config.Platform is { Os.Length: > 0 } own && !platform.Accepts(own) ? own : platform,
                Name = image.Name,
            };
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or BuildException))
        {
            throw new BuildException($"{name.Familiar}: failed to resolve source metadata for {name}: {failure.Message}", source, failure);
        }
    }

    private Stage WithValues(Stage stage)
    {
        var expansion = new VariableExpansion(Request.Dockerfile.Escape, name => Arguments[name]);
        var from = (FromInstruction)stage.From.Expand(expansion);
        return from.Image.Length > 0
            ? stage with { From = from }
            : throw new BuildException($"base name ({stage.From.Image}) should not be blank", from.Source);
    }

    private async Task<StageState> Guarded(Func<Task<StageState>> work)
    {
        try
        {
            return await Task.Run(work).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            lock (_entry)
            {
                if (_failure is null or OperationCanceledException)
                    _failure = failure;
            }

            await _failed.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private Task[] Running() =>
        [.. _stages.Values.Concat(_images.Values).Select(begun => begun.Value).Where(task => !task.IsCompleted)];

    private static async Task Ended(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Told by whoever waited for it first.
        }
    }
}
