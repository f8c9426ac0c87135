// SPDX-License-Identifier: Apache-2.0
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
using Husk.Engine.Containers;
using Husk.Engine.Images;
using Husk.Images.Snapshots;
using Husk.Networks;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Building;

/// <summary>`husk build`: docs/build.md.</summary>
/// <param name="paths">Where everything is.</param>
/// <param name="images">Where images come from and go to; not disposed here.</param>
public sealed partial class BuildEngine(EnginePaths paths, ImageEngine images)
{
    /// <summary>Builds.</summary>
    /// <exception cref="BuildFailure">A step failed, or the Dockerfile makes no sense.</exception>
    public async Task<BuildOutcome> Build(BuildOrder order, ProgressMode mode, TextWriter to, int width, CancellationToken cancel)
    {
        using IProgressDisplay display = Display(mode, to, width);
        var progress = new BuildProgress(display);
        try
        {
            return await EngineException.Guard(() => Build(order, progress, cancel)).ConfigureAwait(false);
        }
        catch (DockerfileException wrong)
        {
            throw new BuildFailure(wrong.Message, Excerpt.Of(wrong.File, wrong.Range, hasCarets: true), wrong);
        }
        catch (BuildException failure)
        {
            throw new BuildFailure(failure.Message, Place(failure, progress), failure);
        }
    }

    private async Task<BuildOutcome> Build(BuildOrder order, BuildProgress progress, CancellationToken cancel)
    {
        Dockerfile file = await progress.Step($"[internal] load build definition from {order.FileName}", step =>
        {
            step.Status("transferring dockerfile:", order.Dockerfile.Length, 0, isDone: true);
            return Task.FromResult(DockerfileParser.Parse(order.Dockerfile, order.FileName));
        }).ConfigureAwait(false);
        string[] ignored = await progress.Step("[internal] load .dockerignore", step => Task.FromResult(Ignored(order, step))).ConfigureAwait(false);
        CheckResult check = DockerfileCheck.Run(file, ChecksOf(order, ignored));
        if (check.Error is { } refused)
            throw new BuildException(refused, null);
        ClearDead();
        NetworkStore? networks = null;
        using BuildDirectory directory = BuildDirectory.Make(paths);
        var sandboxes = new BuildNetworks(() => networks ??= NetworkStore.Open(paths.Root, paths.Run), directory);
        using LayerBatch batch = LayerBatch.Begin(images.Store);
        using var copier = new Copier(directory.Fetched());
        try
        {
            var host = new EngineBuildHost(paths, images, directory, sandboxes, order.Limits, order.Hostname);
            BuildRequest request = RequestOf(order, file, ignored, directory) with
            {
                Caches = await Sources(order, progress, cancel).ConfigureAwait(false),
            };
            BuiltImage built = await Builder.Build(images.Store, host, copier, batch, request, progress, cancel).ConfigureAwait(false);
            BuildOutcome outcome = await Export(order, built, batch, directory, progress, cancel).ConfigureAwait(false);
            return outcome with { Warnings = [.. check.Warnings.Select(warning => warning.ToString()), .. outcome.Warnings] };
        }
        finally
        {
            // Steps that were done are not done again, however the build ended.
            await batch.Settle().ConfigureAwait(false);
            sandboxes.Release();
            directory.Remove();
        }
    }

    /// <summary>What <c>--check</c> prints, and whether anything was found.</summary>
    public static (string Report, bool IsClean) Check(BuildOrder order)
    {
        try
        {
            Dockerfile file = DockerfileParser.Parse(order.Dockerfile, order.FileName);
            string[] ignored = order.IgnoreFile is null ? [] : [.. IgnoreFile.Parse(File.ReadAllBytes(order.IgnoreFile))];
            CheckResult found = DockerfileCheck.Run(file, ChecksOf(order, ignored));
            return (CheckReport.Write(file, found), found.Warnings.Count == 0);
        }
        catch (DockerfileException wrong)
        {
            throw new BuildFailure(wrong.Message, Excerpt.Of(wrong.File, wrong.Range, hasCarets: true), wrong);
        }
    }

    /// <summary>The stages that a Dockerfile has, a name a line; those without are left out.</summary>
    public static IReadOnlyList<(string Name, bool IsDefault)> Targets(BuildOrder order)
    {
        IReadOnlyList<Stage> stages = DockerfileParser.Parse(order.Dockerfile, order.FileName).Stages;
        return [.. stages.Where(stage => stage.Name is not null).Select(stage => (stage.Name!, stage.Index == stages.Count - 1))];
    }

    private static CheckRequest ChecksOf(BuildOrder order, IReadOnlyList<string> ignored) => new()
    {
        Arguments = order.Arguments,
        Target = order.Platform ?? Platform.Host,
        Ignored = ignored,
    };

    private static IProgressDisplay Display(ProgressMode mode, TextWriter to, int width) => mode switch
    {
        ProgressMode.Quiet => new NoDisplay(),
        ProgressMode.Terminal => new TerminalDisplay(to, width),
        ProgressMode.RawJson => new JsonDisplay(to),
        _ => new PlainDisplay(to),
    };

    private static string[] Ignored(BuildOrder order, ProgressStep step)
    {
        if (order.IgnoreFile is null)
            return [];
        byte[] content = File.ReadAllBytes(order.IgnoreFile);
        step.Status("transferring context:", content.Length, 0, isDone: true);
        return [.. IgnoreFile.Parse(content)];
    }

    private BuildRequest RequestOf(BuildOrder order, Dockerfile file, string[] ignored, BuildDirectory directory) => new()
    {
        Dockerfile = file,
        Context = new BuildContext(order.Context, ignored),
        NamedContexts = order.NamedContexts.ToDictionary(pair => pair.Key, pair => ContextOf(pair.Value)),
        Target = order.Target,
        Arguments = order.Arguments,
        Platform = order.Platform,
        Pull = order.Pull,
        NoCache = order.NoCache,
        NoCacheStages = order.NoCacheStages,
        Secrets = order.Secrets.ToDictionary(pair => pair.Key, pair => new BuildSecret(pair.Value)),
        Agents = order.Agents,
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

    private static string Place(BuildException failure, BuildProgress progress)
    {
        var text = new StringBuilder();
        ProgressStep? failed = progress.Steps.FirstOrDefault(step => step.Error is not null);
        if (failed is { Output.Length: > 0 })
        {
            text.Append($"------\n > {failed.Name}:\n");
            string output = Encoding.UTF8.GetString(failed.Output.Span).TrimEnd('\n');
            foreach (string line in output.Split('\n').TakeLast(10))
                text.Append(line).Append('\n');
            text.Append("------\n");
        }

        if (failure.Instruction is { } source)
            text.Append(Excerpt.Of(source.File, source.Range));
        return text.ToString();
    }
}
