// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Tests.Registry;

/// <summary>A small image in memory, and a registry's answers for it.</summary>
internal sealed class SampleImage
{
    private readonly Dictionary<string, (byte[] Content, string Type)> _manifests = [];
    private readonly Dictionary<string, byte[]> _blobs = [];

    /// <param name="layers">How many.</param>
    /// <param name="size">Bytes of noise in each.</param>
    /// <param name="seed">Other seeds make other images.</param>
    public SampleImage(int layers = 2, int size = 200_000, int seed = 1)
    {
        var random = new Random(seed);
        var diffIds = new List<Digest>();
        var descriptors = new List<Descriptor>();
        for (int i = 0; i < layers; i++)
        {
            byte[] noise = new byte[size];
            random.NextBytes(noise);
            byte[] tar = Tar($"file{i}", noise);
            byte[] blob = Gzip(tar);
            diffIds.Add(Digest.Of(tar));
            descriptors.Add(Blob(blob, MediaTypes.LayerGzip));
        }
        Layers = [.. descriptors];
        byte[] config = ImageSpecJson.Write(new ImageConfig
        {
            Architecture = Platform.Host.Architecture,
            Os = "linux",
            Created = "2026-01-02T03:04:05Z",
            RootFs = new RootFilesystem { DiffIds = [.. diffIds] },
        });
        Config = Blob(config, MediaTypes.Config);
        byte[] manifest = ImageSpecJson.Write(new ImageManifest
        {
            MediaType = MediaTypes.Manifest,
            Config = Config,
            Layers = Layers,
        });
        Manifest = new Descriptor
        {
            MediaType = MediaTypes.Manifest,
            Digest = Digest.Of(manifest),
            Size = manifest.Length,
            Platform = new Platform { Os = "linux", Architecture = Platform.Host.Architecture },
        };
        Keep(manifest, MediaTypes.Manifest, "1", Manifest.Digest.ToString());
        var foreign = new Descriptor
        {
            MediaType = MediaTypes.Manifest,
            Digest = Digest.Of("else"u8),
            Size = 4,
            Platform = new Platform { Os = "plan9", Architecture = "mips" },
        };
        byte[] index = ImageSpecJson.Write(new ImageIndex
        {
            MediaType = MediaTypes.Index,
            Manifests = [foreign, Manifest],
        });
        Keep(index, MediaTypes.Index, "multi", Digest.Of(index).ToString());
    }

    public Descriptor Manifest { get; }

    public Descriptor Config { get; }

    public Descriptor[] Layers { get; }

    public byte[] Content(Digest digest) => _blobs[digest.ToString()];

    /// <summary>What a registry that does nothing wrong answers.</summary>
    public HttpReply Answer(HttpRequest request)
    {
        string last = request.Path.Split('/')[^1];
        if (request.Path == "/v2/")
            return HttpReply.Json(200, "{}");
        if (request.Path.Contains("/manifests/", StringComparison.Ordinal)
            && _manifests.TryGetValue(last, out var manifest))
        {
            return new HttpReply
            {
                Headers = { ["Content-Type"] = manifest.Type, ["Docker-Content-Digest"] = Digest.Of(manifest.Content).ToString() },
                Body = manifest.Content,
            };
        }
        if (request.Path.Contains("/blobs/", StringComparison.Ordinal) && _blobs.TryGetValue(last, out byte[]? blob))
            return Part(blob, request);
        return HttpReply.Error(404,
            request.Path.Contains("/manifests/", StringComparison.Ordinal) ? "MANIFEST_UNKNOWN" : "BLOB_UNKNOWN",
            "not here");
    }

    /// <summary>The range that was asked for, of anything.</summary>
    public static HttpReply Part(byte[] content, HttpRequest request) => request.From == 0
        ? new HttpReply { Body = content }
        : new HttpReply
        {
            Status = 206,
            Headers = { ["Content-Range"] = $"bytes {request.From}-{content.Length - 1}/{content.Length}" },
            Body = content[request.From..],
        };

    /// <summary>Answers with another manifest by a tag of its own.</summary>
    public void Put(string tag, ImageManifest manifest) =>
        Keep(ImageSpecJson.Write(manifest), MediaTypes.Manifest, tag,
            Digest.Of(ImageSpecJson.Write(manifest)).ToString());

    private Descriptor Blob(byte[] content, string mediaType)
    {
        var digest = Digest.Of(content);
        _blobs[digest.ToString()] = content;
        return new Descriptor { MediaType = mediaType, Digest = digest, Size = content.Length };
    }

    private void Keep(byte[] content, string type, params string[] names) =>
        names.ToList().ForEach(name => _manifests[name] = (content, type));

    private static byte[] Tar(string name, byte[] content)
    {
        var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream(content),
                ModificationTime = DateTimeOffset.UnixEpoch,
            });
        }
        return stream.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return stream.ToArray();
    }
}
