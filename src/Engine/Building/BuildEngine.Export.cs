// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Build.Graph;
using Husk.Build.Outputs;
using Husk.Build.Progress;
using Husk.Build.Syntax;
using Husk.Images.Archives;
using Husk.Images.Cache;
using Husk.Images.Snapshots;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Building;

public sealed partial class BuildEngine
{
    private async Task<BuildOutcome> Export(
        BuildOrder order, BuiltImage built, LayerBatch batch, BuildDirectory directory, BuildProgress progress,
        CancellationToken cancel)
    {
        Digest? id = null;
        Descriptor? manifest = null;
        foreach (BuildOutput output in order.Outputs)
        {
            cancel.ThrowIfCancellationRequested();
            switch (output.Kind)
            {
                case BuildOutputKind.Image:
                    (manifest, id) = await progress.Step(
                        "exporting to image", step => ToImage(order, built, batch, step)).ConfigureAwait(false);
                    foreach (Reference name in output.Pushes ? order.Names : [])
                    {
                        await progress.Step($"pushing {name}",
                            async step =>
                                await images.Push(name, null, new LayerStatusRelay(step), cancel).ConfigureAwait(false))
                                    .ConfigureAwait(false);
                    }
                    break;
                case BuildOutputKind.Oci or BuildOutputKind.Docker:
                    string kind = output.Kind == BuildOutputKind.Oci ? "oci" : "docker";
                    (manifest, id) = await progress.Step($"exporting to {kind} image format",
                        step => ToArchive(order, built, batch, output, step, cancel)).ConfigureAwait(false);
                    break;
                case BuildOutputKind.Local:
                    await progress.Step("exporting to client directory",
                        step => ToFiles(built, batch, output, directory, cancel)).ConfigureAwait(false);
                    break;
                case BuildOutputKind.Tar:
                    await progress.Step("exporting to client tarball",
                        step => ToFiles(built, batch, output, directory, cancel)).ConfigureAwait(false);
                    break;
            }
        }

        await Export(order, built, batch, progress, cancel).ConfigureAwait(false);
        return new BuildOutcome(id, manifest, [.. Warnings(built)]);
    }

    private Dictionary<string, string> Annotations(BuildOrder order, BuiltImage built, bool isInline)
    {
        var annotations = new Dictionary<string, string>(order.Annotations);
        if (isInline && Inline(order, built) is { } cache)
            annotations[CacheArtifact.Annotation] = cache;
        return annotations;
    }

    private static IEnumerable<string> Warnings(BuiltImage built)
    {
        foreach (DockerfileWarning warning in built.Warnings)
            yield return warning.ToString();
        if (built.UnusedArguments.Count > 0)
            yield return $"One or more build-args [{string.Join(' ', built.UnusedArguments)}] were not consumed";
    }

    private async Task<(Descriptor, Digest)> ToImage(
        BuildOrder order, BuiltImage built, LayerBatch batch, ProgressStep step)
    {
        await batch.Settle().ConfigureAwait(false);
        step.Status("exporting layers", 0, 0, isDone: true);
        (Descriptor manifest, Digest id) = await ImageOutput.Write(
            images.Store, batch.Lease, built, Annotations(order, built, isInline: true)).ConfigureAwait(false);
        step.Status($"writing image {id}", 0, 0, isDone: true);
        ImageOutput.Name(images.Store, manifest, order.Names, step);
        return (manifest, id);
    }

    private async Task<(Descriptor, Digest)> ToArchive(
        BuildOrder order, BuiltImage built, LayerBatch batch, BuildOutput output, ProgressStep step,
        CancellationToken cancel)
    {
        await batch.Settle().ConfigureAwait(false);
        (Descriptor manifest, Digest id) = await ImageOutput.Write(
            images.Store, batch.Lease, built, Annotations(order, built, isInline: false)).ConfigureAwait(false);
        step.Status($"exporting manifest {manifest.Digest}", 0, 0, isDone: true);
        List<(Descriptor, Reference?)> named = [.. order.Names.Select(name => (manifest, (Reference?)name))];
        await using Stream target = Opened(output);
        new ImageSaver(images.Store).Save(named.Count > 0 ? named : [(manifest, null)], target, cancel);
        return (manifest, id);
    }

    private async Task<bool> ToFiles(
        BuiltImage built, LayerBatch batch, BuildOutput output, BuildDirectory directory, CancellationToken cancel)
    {
        await batch.Settle().ConfigureAwait(false);
        string place = directory.Path + "/output";
        if (output.Kind == BuildOutputKind.Local)
        {
            await FilesOutput.Directory(images.Store, batch, built, place, output.Destination!).ConfigureAwait(false);
            return true;
        }

        await using Stream target = Opened(output);
        await FilesOutput.Tar(images.Store, batch, built, place, target, cancel).ConfigureAwait(false);
        return true;
    }

    private static Stream Opened(BuildOutput output) => output.Open?.Invoke() ?? File.Create(output.Destination!);
}
