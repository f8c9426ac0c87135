// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Husk.Build.Cache;
using Husk.Build.Graph;
using Husk.Build.Progress;
using Husk.Images.Cache;
using Husk.Images.Content;
using Husk.Images.Snapshots;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Building;

public sealed partial class BuildEngine
{
    /// <summary>The caches that a build may take from. One that is not there is told of, and no more.</summary>
    private async Task<IReadOnlyList<ICacheSource>> Sources(
        BuildOrder order, BuildProgress progress, CancellationToken cancel)
    {
        var sources = new List<ICacheSource>();
        foreach (CacheEnd from in order.CacheFrom)
        {
            try
            {
                sources.Add(await progress.Step(
                    $"importing cache manifest from {from}",
                    async _ =>
                        from.Directory is { } directory
                            ? OfLayout(directory)
                            : await OfRegistry(from.Name!, cancel).ConfigureAwait(false)).ConfigureAwait(false));
            }
            catch (Exception missing) when (EngineException.Of(missing) is not null || missing is EngineException)
            {
                // Its step has said so: the build only takes longer.
            }
        }

        return sources;
    }

    private async Task Export(
        BuildOrder order, BuiltImage built, LayerBatch batch, BuildProgress progress, CancellationToken cancel)
    {
        foreach (CacheEnd to in order.CacheTo.Where(to => !to.IsInline))
        {
            try
            {
                await progress.Step($"exporting cache to {to}", step => Export(built, batch, to, step, cancel))
                    .ConfigureAwait(false);
            }
            catch (Exception failure) when (
                to.IgnoresErrors && (failure is EngineException || EngineException.Of(failure) is not null))
            {
                // Its step has said so.
            }
        }
    }

    private async Task<bool> Export(
        BuiltImage built, LayerBatch batch, CacheEnd to, ProgressStep step, CancellationToken cancel)
    {
        await batch.Settle().ConfigureAwait(false);
        IReadOnlyList<CacheRecord> records = Records(built, to.TakesAll);
        Descriptor manifest = CacheArtifact.Write(images.Store.Content, batch.Lease, records);
        if (to.Directory is { } directory)
            await ToLayout(directory, manifest, cancel).ConfigureAwait(false);
        else
            await images.PushContent(to.Name!, manifest, new LayerStatusRelay(step), cancel).ConfigureAwait(false);
        step.Status($"writing cache manifest {manifest.Digest}", 0, 0, isDone: true);
        return true;
    }

    /// <summary>What an image says of the steps of its layers; null where it shall say nothing.</summary>
    private string? Inline(BuildOrder order, BuiltImage built) =>
        order.CacheTo.Any(to => to.IsInline) || BuiltInArguments.IsOn(order.Arguments, BuiltInArguments.InlineCache)
        ? Encoding.UTF8.GetString(CacheArtifact.Document(Records(built, takesAll: false)))
        : null;

    private CacheRecord[] Records(BuiltImage built, bool takesAll)
    {
        HashSet<Digest> own = [.. built.Layers.Select(layer => layer.DiffId)];
        return [.. built.Keys.Select(images.Store.Cache.Find).OfType<CacheRecord>()
            .Where(record => takesAll || own.Contains(record.DiffId))];
    }

    private static CacheSource OfLayout(string directory)
    {
        if (!File.Exists(Path.Combine(directory, "index.json")))
        {
            throw new EngineException(
                EngineFault.NotFound, $"could not read {directory}/index.json: no such file or directory");
        }
        using ContentStore layout = ContentStore.Open(directory);
        return new CacheSource(CacheArtifact.Of(layout),
            (digest, _) =>
                Task.FromResult<Stream>(File.OpenRead(Path.Combine(directory, "blobs", digest.Algorithm, digest.Hex))));
    }

    private async Task<CacheSource> OfRegistry(Reference name, CancellationToken cancel)
    {
        (ImageManifest manifest, Func<Digest, CancellationToken, Task<Stream>> open) =
            await images.RemoteContent(name, cancel).ConfigureAwait(false);
        byte[] config = [];
        if (manifest.Config.MediaType == CacheArtifact.ConfigType)
        {
            await using Stream source = await open(manifest.Config.Digest, cancel).ConfigureAwait(false);
            var content = new MemoryStream();
            await source.CopyToAsync(content, cancel).ConfigureAwait(false);
            config = content.ToArray();
            if (Digest.Of(config) != manifest.Config.Digest)
            {
                throw new EngineException(
                    EngineFault.Corrupt, $"{name.Familiar}: its cache has another digest than it should have");
            }
        }

        return new CacheSource(CacheArtifact.Of(manifest, _ => config), open);
    }

    private async Task ToLayout(string directory, Descriptor manifest, CancellationToken cancel)
    {
        using ContentStore layout = ContentStore.Open(directory);
        using Lease lease = Lease.Begin(layout);
        foreach (Descriptor part in images.Store.Closure(manifest))
        {
            lease.Keep(part.Digest);
            await using FileStream blob = images.Store.Content.OpenRead(part.Digest);
            await CacheSource.Copy(blob, part, layout, cancel).ConfigureAwait(false);
        }

        // An earlier build's cache is worth nothing any more; what else is in the directory is the user's.
        layout.Replace(manifest, entry => CacheArtifact.Is(layout, entry));
    }
}
