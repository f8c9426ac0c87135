// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images;
using Husk.Images.Content;
using Husk.Images.Registry;
using Husk.Images.Registry.Configuration;
using Husk.Images.Registry.Credentials;

namespace Husk.Engine.Images;

/// <summary>
/// What docker's users do with images: a verb a method. Every failure that is not a mistake in this program is an
/// <see cref="EngineException"/>.
/// </summary>
public sealed partial class ImageEngine : IDisposable
{
    private readonly Lazy<ImageStore> _store;
    private readonly Lazy<RegistryClient> _registries;
    private readonly string _root;
    private readonly string _dockerConfig;
    private readonly HashSet<string> _told = [];

    /// <param name="root">The directory of everything that stays: <c>/var/lib/husk</c>.</param>
    /// <param name="dockerConfig">Docker's config.json with the credentials; null for the user's.</param>
    public ImageEngine(string root, string? dockerConfig = null)
    {
        _root = root;
        _dockerConfig = dockerConfig ?? DockerConfigFile.DefaultPath;
        _store = new Lazy<ImageStore>(() =>
        {
            var store = ImageStore.Open(root);
            store.Content.Cancel = Cancel;
            return store;
        });
        // The files are read when a registry is spoken to, and not by `husk images`.
        _registries = new Lazy<RegistryClient>(
            () => new RegistryClient(RegistryConfiguration.Read(), DockerConfigFile.Read(_dockerConfig)));
    }

    /// <summary>Told of images that cannot be read, once of each thing that is damaged; null for nobody.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>When no more is to be stored: what was begun is undone.</summary>
    public CancellationToken Cancel { get; init; }

    internal ImageStore Store => _store.Value;

    /// <summary>Whether anything was ever stored: who only looks makes no directories.</summary>
    internal bool HasStore => _store.IsValueCreated || Directory.Exists(Path.Combine(_root, "images"));

    private ContentStore Content => Store.Content;

    private RegistryClient Registries => _registries.Value;

    public void Dispose()
    {
        if (_registries.IsValueCreated)
            _registries.Value.Dispose();
        if (_store.IsValueCreated)
            _store.Value.Dispose();
    }

    private void Tell(string damage)
    {
        if (_told.Add(damage))
            Warn?.Invoke(damage);
    }

    private static T Guard<T>(Func<T> verb) => EngineException.Guard(verb);

    private static Task<T> Guard<T>(Func<Task<T>> verb) => EngineException.Guard(verb);
}
