// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Build.Graph;
using Husk.Build.Steps;
using Husk.Oci;

namespace Husk.Engine.Building;

public sealed partial class BuildEngine
{
    private const string ImageScheme = "docker-image://";
    private const string IgnoreName = ".dockerignore";

    /// <summary>By name, what <c>--build-context</c> puts in its place.</summary>
    /// <param name="order">The build.</param>
    /// <param name="fetched">Gets what comes from elsewhere, to be disposed of.</param>
    private Dictionary<string, NamedContext> Contexts(BuildOrder order, List<FetchedContext> fetched) =>
        order.NamedContexts.ToDictionary(
            pair => pair.Key, pair => ContextOf(pair.Value, fetched), StringComparer.OrdinalIgnoreCase);

    private NamedContext ContextOf(string value, List<FetchedContext> fetched)
    {
        if (value.StartsWith(ImageScheme, StringComparison.Ordinal))
            return new NamedContext.Image(Reference.Parse(value[ImageScheme.Length..]).WithDefaultTag());
        if (value.StartsWith(LayoutPlace.Scheme, StringComparison.Ordinal))
            return new NamedContext.Layout(LayoutPlace.Parse(value[LayoutPlace.Scheme.Length..]));
        if (!Directory.Exists(value) && FetchedContext.IsAddress(value))
            return new NamedContext.Remote(value, cancel => Fetch(value, fetched, cancel));
        string path = Path.GetFullPath(value);
        string ignore = Path.Combine(path, IgnoreName);
        return Directory.Exists(path)
            ? new NamedContext.Local(new BuildContext(
                path, File.Exists(ignore) ? Ignored(new BuildFile(ignore, File.ReadAllBytes(ignore))) : []))
            : throw new EngineException(
                EngineFault.NotFound, $"could not find {value}: stat {path}: no such file or directory");
    }

    private async Task<BuildContext> Fetch(string address, List<FetchedContext> fetched, CancellationToken cancel)
    {
        FetchedContext context = await FetchedContext.OfPart(paths, address, cancel).ConfigureAwait(false);
        lock (fetched)
            fetched.Add(context);
        return new BuildContext(context.Directory, []);
    }
}
