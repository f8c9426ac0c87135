// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Build.Progress;
using Husk.Build.Steps;
using Husk.Images;
using Husk.Images.Snapshots;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Graph;

/// <summary>Builds what a Dockerfile says: docs/build.md, "From a Dockerfile to an image".</summary>
public static class Builder
{
    /// <summary>Builds the target, and leaves the layers to the batch.</summary>
    /// <param name="store">Gets layers, blobs and records.</param>
    /// <param name="host">Brings images and runs programs.</param>
    /// <param name="copier">Does what COPY and ADD say.</param>
    /// <param name="batch">Gets the layers; settled by the caller, also when the build fails: what was done is
    /// done.</param>
    /// <param name="request">What.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancel">Ends it at once.</param>
    /// <exception cref="BuildException">A step failed.</exception>
    /// <exception cref="Syntax.DockerfileException">The Dockerfile makes no sense.</exception>
    public static async Task<BuiltImage> Build(
        ImageStore store, IBuildHost host, ICopier copier, LayerBatch batch, BuildRequest request,
        BuildProgress progress, CancellationToken cancel)
    {
        using var job = new BuildJob(store, host, copier, batch, request, progress, cancel);
        StageState state = await job.Run().ConfigureAwait(false);
        return new BuiltImage(
            Finished(state, request), state.Layers, state.Chain, job.Steps.Keys, job.Arguments.Unused, job.Warnings);
    }

    private static ImageConfig Finished(StageState state, BuildRequest request)
    {
        string epoch = request.Epoch is { } moment ? StageState.Time(moment) : "";
        string created = epoch.Length > 0
            ? epoch
            : state.LastCreated.Length > 0 ? state.LastCreated : StageState.Time(DateTimeOffset.UtcNow);
        var labels = new Dictionary<string, string>(state.Config.Labels);
        foreach ((string name, string value) in request.Labels)
            labels[name] = value;
        return state.Image with
        {
            Created = created,
            Config = state.Config with { Labels = labels },
            RootFs = new RootFilesystem { DiffIds = [.. state.Layers.Select(layer => layer.DiffId)] },
            History = [.. state.Image.History.Select(step => step with { Created = Moment(step) })],
        };

        // A base's steps keep their times: they are what the base says.
        string Moment(HistoryEntry step) =>
            epoch.Length > 0 && step.Comment == StageState.Mark
                ? epoch
                : step.Created.Length > 0 ? step.Created : created;
    }
}
