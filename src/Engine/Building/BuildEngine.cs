// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Husk.Build.Copying;
using Husk.Build.Graph;
using Husk.Build.Ignore;
using Husk.Build.Progress;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Checks;
using Husk.Build.Syntax.Instructions;
using Husk.Engine.Building.Agents;
using Husk.Engine.Containers;
using Husk.Engine.Images;
using Husk.Images.Snapshots;
using Husk.Networks;

namespace Husk.Engine.Building;

/// <summary>`husk build`: docs/build.md.</summary>
/// <param name="paths">Where everything is.</param>
/// <param name="images">Where images come from and go to; not disposed here.</param>
public sealed partial class BuildEngine(EnginePaths paths, ImageEngine images)
{
    /// <summary>Builds.</summary>
    /// <exception cref="BuildFailure">A step failed, or the Dockerfile makes no sense.</exception>
    public async Task<BuildOutcome> Build(BuildOrder order, ProgressMode mode, TextWriter to,
        Func<(int Columns, int Rows)> size, CancellationToken cancel)
    {
        using IProgressDisplay display = Display(mode, to, size);
        var progress = new BuildProgress(display);
        try
        {
            return await EngineException.Guard(() => Build(order, progress, cancel)).ConfigureAwait(false);
        }
        catch (DockerfileException wrong)
        {
            throw Failure(wrong);
        }
        catch (BuildException failure)
        {
            throw new BuildFailure(failure.Message, Place(failure, progress), failure);
        }
    }

    private async Task<BuildOutcome> Build(BuildOrder order, BuildProgress progress, CancellationToken cancel)
    {
        Dockerfile file = await progress.Step($"[internal] load build definition from {order.Dockerfile.Name}", step =>
        {
            step.Status("transferring dockerfile:", order.Dockerfile.Content.Length, 0, isDone: true);
            return Task.FromResult(Parsed(order));
        }).ConfigureAwait(false);
        IReadOnlyList<string> ignored = await progress.Step("[internal] load .dockerignore", step =>
        {
            if (order.IgnoreFile is { } ignore)
                step.Status("transferring context:", ignore.Content.Length, 0, isDone: true);
            return Task.FromResult(Ignored(order.IgnoreFile));
        }).ConfigureAwait(false);
        CheckResult check = DockerfileCheck.Run(file, ChecksOf(order, ignored));
        if (check.Error is { } refused)
            throw new BuildException(refused, null);
        DeadBuilds.Clear(paths);
        using BuildDirectory directory = BuildDirectory.Make(paths);
        var sandboxes =
            new BuildNetworks(new Lazy<NetworkStore>(() => NetworkStore.Open(paths.Root, paths.Run)), directory);
        using var agents = new BuildAgents(directory, order.Agents);
        using LayerBatch batch = LayerBatch.Begin(images.Store);
        using var copier = new Copier(directory.Fetched());
        var fetched = new List<FetchedContext>();
        try
        {
            var host = new EngineBuildHost(paths, images, directory, sandboxes, order.Limits,
                order.Arguments.GetValueOrDefault(BuiltInArguments.SandboxHostname) ?? order.Hostname);
            BuildRequest request = RequestOf(order, file, ignored, directory, Contexts(order, fetched)) with
            {
                Caches = await Sources(order, progress, cancel).ConfigureAwait(false),
                Agents = agents.Sockets,
            };
            BuiltImage built = await Builder.Build(images.Store, host, copier, batch, request, progress, cancel)
                .ConfigureAwait(false);
            BuildOutcome outcome = await Export(order, built, batch, directory, progress, cancel).ConfigureAwait(false);
            return outcome with
            {
                Warnings = [.. check.Warnings.Select(warning => warning.ToString()), .. outcome.Warnings],
            };
        }
        finally
        {
            try
            {
                // Steps that were done are not done again, however the build ended.
                await batch.Settle().ConfigureAwait(false);
            }
            finally
            {
                fetched.ForEach(context => context.Dispose());
                Release(sandboxes, directory);
            }
        }
    }

    private static void Release(BuildNetworks sandboxes, BuildDirectory directory)
    {
        try
        {
            sandboxes.Release();
        }
        finally
        {
            directory.Remove();
        }
    }

    private static Dockerfile Parsed(BuildOrder order) =>
        DockerfileParser.Parse(order.Dockerfile.Content, order.Dockerfile.Name);

    private static BuildFailure Failure(DockerfileException wrong) =>
        new(wrong.Message, Excerpt.Of(wrong.File, wrong.Range, hasCarets: true), wrong);

    private static IProgressDisplay Display(ProgressMode mode, TextWriter to, Func<(int Columns, int Rows)> size) =>
        mode switch
        {
            ProgressMode.Quiet => new NoDisplay(),
            ProgressMode.Terminal => new TerminalDisplay(to, size),
            ProgressMode.RawJson => new JsonDisplay(to),
            _ => new PlainDisplay(to),
        };

    private static IReadOnlyList<string> Ignored(BuildFile? ignore)
    {
        try
        {
            return ignore is { } file ? IgnoreFile.Read(file.Content, file.Name) : [];
        }
        catch (FormatException wrong)
        {
            throw new EngineException(EngineFault.InvalidArgument, wrong.Message);
        }
    }

    private BuildRequest RequestOf(BuildOrder order, Dockerfile file, IReadOnlyList<string> ignored,
        BuildDirectory directory, IReadOnlyDictionary<string, NamedContext> contexts)
    {
        return new BuildRequest
        {
            Dockerfile = file,
            Context = new BuildContext(order.Context, ignored),
            NamedContexts = contexts,
            Target = order.Target,
            Arguments = order.Arguments,
            Platform = order.Platform,
            Pull = order.Pull,
            NoCache = order.NoCache,
            NoCacheStages = order.NoCacheStages,
            Secrets = order.Secrets.ToDictionary(pair => pair.Key, pair => new BuildSecret(pair.Value)),
            Labels = order.Labels,
            Allowed = order.Allowed,
            Network = order.Network switch
            {
                "none" => RunNetwork.None,
                "host" => RunNetwork.Host,
                _ => RunNetwork.Default,
            },
            ExtraHosts = order.Limits.ExtraHosts,
            Epoch = order.Epoch,
            RewritesTimes = order.RewritesTimes,
            Directory = directory.Path,
            CacheMounts = paths.CacheMounts,
        };
    }

    private static string Place(BuildException failure, BuildProgress progress)
    {
        var text = new StringBuilder();
        ProgressStep? failed = progress.Steps.FirstOrDefault(step => step.Error is not null);
        if (failed?.LastLines(10) is { Length: > 0 } lines)
        {
            text.Append($"------\n > {failed.Name}:\n");
            foreach (string line in lines)
                text.Append(line).Append('\n');
            text.Append("------\n");
        }

        if (failure.Instruction is { } source)
            text.Append(Excerpt.Of(source.File, source.Range));
        return text.ToString();
    }
}
