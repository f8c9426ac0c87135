// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Husk.Build.Steps;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Instructions;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Graph;

/// <summary>What stages stand on and copy from.</summary>
internal sealed partial class BuildJob
{
    /// <summary>The context that has a stage's name, and takes its place; null where there is none.</summary>
    public NamedContext? Replacement(Stage stage) =>
        stage.Name is null ? null : Request.NamedContexts.GetValueOrDefault(stage.Name);

    /// <summary>The image that a FROM gets by a named context.</summary>
    public Task<StageState> OfContext(NamedContext context, Platform platform, FromInstruction from) => context switch
    {
        NamedContext.Image image => Image(image.Name, platform, from.Source),
        NamedContext.Layout layout => Image(layout, platform, from.Source),
        _ => throw new BuildException($"{from.Name ?? from.Image}: a directory is no image: it can be named by COPY --from and RUN --mount", from.Source),
    };

    /// <summary>An image that a FROM or a --from names.</summary>
    public Task<StageState> Image(Reference name, Platform platform, InstructionSource source) => Image(
        name.ToString(), name.Familiar, platform, source,
        progress => Host.Image(name, platform, Request.Pull, Batch.Lease, progress, Cancel));

    private Task<StageState> Image(NamedContext.Layout layout, Platform platform, InstructionSource source) => Image(
        layout.Place.ToString(), layout.Place.ToString(), platform, source,
        _ => Host.Layout(layout.Place, platform, Batch.Lease, Cancel));

    private Task<StageState> Image(string name, string familiar, Platform platform, InstructionSource source,
        Func<IStepProgress, Task<FoundImage>> find) => _images.GetOrAdd(
        $"{name} {platform}",
        _ => new Lazy<Task<StageState>>(() => Guarded(() => Load(name, familiar, platform, source, find)))).Value;

    /// <summary>What a <c>--from</c> names: a stage, a context or an image; the build context for none.</summary>
    public async Task<FileSource> Source(string? from, InstructionSource source)
    {
        if (from is null)
            return new FileSource(Request.Context, null);
        Stage? stage = Graph.Find(from);
        string name = stage?.Name ?? from;
        switch (Request.NamedContexts.GetValueOrDefault(name))
        {
            case NamedContext.Local local:
                return new FileSource(local.Context, null);
            case NamedContext.Remote remote:
                return new FileSource(await Fetched(name, remote, source).ConfigureAwait(false), null);
            case NamedContext.Image image:
                return new FileSource(null, await Image(image.Name, Target, source).ConfigureAwait(false));
            case NamedContext.Layout layout:
                return new FileSource(null, await Image(layout, Target, source).ConfigureAwait(false));
        }

        return new FileSource(null, stage is not null ? await Stage(stage).ConfigureAwait(false)
            : from == "scratch" ? Scratch(Target)
            : await Image(BuildPlan.Named(from, source), Target, source).ConfigureAwait(false));
    }

    /// <summary>Nothing yet.</summary>
    public static StageState Scratch(Platform platform) => new()
    {
        Image = new ImageConfig { Architecture = platform.Architecture, Os = platform.Os, Variant = platform.Variant },
        Platform = platform,
    };

    // Once, whoever asks first.
    private async Task<BuildContext> Fetched(string name, NamedContext.Remote remote, InstructionSource source)
    {
        try
        {
            return await _fetched.GetOrAdd(name, _ => new Lazy<Task<BuildContext>>(
                () => Progress.Step(
                    $"[context {name}] {remote.Address}", _ => remote.Fetch(Cancel)))).Value.ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new BuildException($"failed to load context {name}: {failure.Message}", source, failure);
        }
    }

    private async Task<StageState> Load(string name, string familiar, Platform platform, InstructionSource source,
        Func<IStepProgress, Task<FoundImage>> find)
    {
        try
        {
            FoundImage image = await Progress.Step($"[internal] load metadata for {name}", find).ConfigureAwait(false);
            Digest[] diffIds = image.Config.RootFs.DiffIds;
            if (diffIds.Length != image.Manifest.Layers.Length)
                throw new BuildException($"{name}: its manifest has {image.Manifest.Layers.Length} layers, its configuration {diffIds.Length}", source);
            Digest[] chains = Husk.Images.Layers.ChainId.All(diffIds);
            Array.ForEach(chains, Batch.Lease.Keep);
            return new StageState
            {
                Image = image.Config with { RootFs = new RootFilesystem(), DockerVersion = "", Comment = "" },
                Layers = [.. diffIds.Zip(
                    image.Manifest.Layers, (diffId, blob) => new StageLayer(diffId, Task.FromResult(blob)))],
                Chain = chains.Length == 0 ? null : chains[^1],
                LastCreated = image.Config.Created,
                Platform = image.Config.Platform is { Os.Length: > 0 } own && !platform.Accepts(own) ? own : platform,
                Name = image.Name,
            };
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or BuildException))
        {
            throw new BuildException(
                $"{familiar}: failed to resolve source metadata for {name}: {failure.Message}", source, failure);
        }
    }
}
