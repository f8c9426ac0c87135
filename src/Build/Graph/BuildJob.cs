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
using Husk.Oci.ImageSpec;

namespace Husk.Build.Graph;

/// <summary>One build: each stage that the target needs, once, as soon as what it stands on is there.</summary>
internal sealed partial class BuildJob : IDisposable
{
    private readonly ConcurrentDictionary<int, Lazy<Task<StageState>>> _stages = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<StageState>>> _images = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<BuildContext>>> _fetched =
        new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _failed;
    private readonly BuildPlan _plan;
    private readonly CheckOptions _checks;
    private readonly Findings _findings;
    private readonly object _entry = new();
    private Exception? _failure;

    public BuildJob(ImageStore store, IBuildHost host, ICopier copier, LayerBatch batch, BuildRequest request,
        BuildProgress progress, CancellationToken cancel)
    {
        Store = store;
        Host = host;
        Copier = copier;
        Batch = batch;
        Request = request;
        Progress = progress;
        Target = request.Platform ?? Platform.Host;
        _checks = GivenChecks.In(request.Arguments) ?? CheckOptions.Of(request.Dockerfile);
        _findings = new Findings(_checks);
        _plan = new BuildPlan(
            request.Dockerfile, request.Arguments, request.Target, Target, request.NamedContexts.Keys);
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

    public GlobalArguments Arguments => _plan.Arguments;

    /// <summary>Their FROMs have no variables any more.</summary>
    public IReadOnlyList<Stage> Stages => _plan.Stages;

    public StageGraph Graph => _plan.Graph;

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
        : _stages.GetOrAdd(
            stage.Index, _ => new Lazy<Task<StageState>>(() => Guarded(() => new StageBuild(this, stage).Run()))).Value;

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

    public void Dispose() => _failed.Dispose();

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
