// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Content;
using Husk.Images.Registry;
using Husk.Images.Registry.Configuration;
using Husk.Images.Registry.Credentials;
using Husk.Images.Registry.Http;
using Husk.Images.Registry.Transfer;
using Husk.Linux.Tests;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Tests.Registry;

/// <summary>A store, and a client that is quick to try again.</summary>
internal sealed class PullScene : IDisposable, IProgress<TransferProgress>
{
    public static readonly RetryPolicy Quick = new()
    {
        FirstDelay = TimeSpan.FromMilliseconds(5),
        Attempts = 4,
        Stall = TimeSpan.FromSeconds(30),
    };

    private readonly ScratchDirectory _scratch = new();
    private readonly object _entry = new();

    public PullScene()
    {
        Store = ContentStore.Open(_scratch["images"]);
    }

    public ContentStore Store { get; }

    public ScratchDirectory Scratch => _scratch;

    public RetryPolicy Policy { get; set; } = Quick;

    public string Configuration { get; set; } = "{}";

    public List<TransferProgress> Steps { get; } = [];

    public RegistryClient Client() =>
        new(RegistryConfiguration.Parse(Encoding.UTF8.GetBytes(Configuration), "test.json"),
            DockerConfigFile.Read(_scratch["docker/config.json"]))
        {
            Policy = Policy,
            CertificateRoots = [_scratch["certs.d"]],
        };

    public void LogIn(string host, string user, string password) =>
        DockerConfigFile.Read(_scratch["docker/config.json"]).Store(host, new Credential(user, password));

    public async Task<PulledImage> Pull(string name, Func<LayerArrivals, CancellationToken, Task>? unpack = null)
    {
        using RegistryClient client = Client();
        using Lease lease = Lease.Begin(Store);
        return await new ImagePull(client, Store, lease, this)
            .Run(Reference.Parse(name), Platform.Host, unpack, CancellationToken.None);
    }

    public void Report(TransferProgress value)
    {
        lock (_entry)
            Steps.Add(value);
    }

    /// <summary>Blobs on their way in, which a later pull would go on with.</summary>
    public string[] Partial() => Directory.GetFiles(System.IO.Path.Combine(Store.Path, "ingest"));

    public void Dispose()
    {
        Store.Dispose();
        _scratch.Dispose();
    }
}
