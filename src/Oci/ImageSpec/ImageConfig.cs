// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.ImageSpec;

/// <summary>An image's configuration; the digest of its bytes is what docker calls the image's ID.</summary>
/// <remarks>Source: image-spec config.md</remarks>
public sealed record ImageConfig : IJsonObject<ImageConfig>
{
    public ImageConfig()
    {
    }

    internal ImageConfig(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("created"u8))
                Created = json.Text();
            else if (json.Is("author"u8))
                Author = json.Text();
            else if (json.Is("architecture"u8))
                Architecture = json.String();
            else if (json.Is("variant"u8))
                Variant = json.String();
            else if (json.Is("os"u8))
                Os = json.String();
            else if (json.Is("os.version"u8))
                OsVersion = json.String();
            else if (json.Is("os.features"u8))
                OsFeatures = json.Strings();
            else if (json.Is("config"u8))
                Config = json.Object<ExecutionConfig>();
            else if (json.Is("rootfs"u8))
                RootFs = json.Object<RootFilesystem>();
            else if (json.Is("history"u8))
                History = json.Array<HistoryEntry>();
            else if (json.Is("comment"u8))
                Comment = json.Text();
            else if (json.Is("docker_version"u8))
                DockerVersion = json.Text();
            else
                json.Skip();
        }
    }

    /// <summary>RFC 3339, as written; may be empty.</summary>
    public string Created { get; init; } = "";

    public string Author { get; init; } = "";

    public string Architecture { get; init; } = "";

    public string Variant { get; init; } = "";

    public string Os { get; init; } = "";

    public string OsVersion { get; init; } = "";

    public string[] OsFeatures { get; init; } = [];

    public ExecutionConfig Config { get; init; } = new();

    public RootFilesystem RootFs { get; init; } = new();

    /// <summary>Lowest first.</summary>
    public HistoryEntry[] History { get; init; } = [];

    public string Comment { get; init; } = "";

    public string DockerVersion { get; init; } = "";

    /// <summary>What the image runs on.</summary>
    public Platform Platform => new()
    {
        Os = Os,
        Architecture = Architecture,
        Variant = Variant,
        OsVersion = OsVersion,
        OsFeatures = OsFeatures,
    };

    static ImageConfig IJsonObject<ImageConfig>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<ImageConfig>.WriteMembers(Utf8JsonWriter json)
    {
        json.String("created"u8, Created);
        json.String("author"u8, Author);
        json.WriteString("architecture"u8, Architecture);
        json.String("variant"u8, Variant);
        json.WriteString("os"u8, Os);
        json.String("os.version"u8, OsVersion);
        json.Strings("os.features"u8, OsFeatures);
        json.Object("config"u8, Config);
        json.Object("rootfs"u8, RootFs);
        json.Array("history"u8, History);
        json.String("comment"u8, Comment);
        json.String("docker_version"u8, DockerVersion);
    }
}
