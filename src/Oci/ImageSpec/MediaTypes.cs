// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.ImageSpec;

/// <summary>What a blob is, in the words of the OCI and of docker, which name the same formats differently.</summary>
/// <remarks>Source: image-spec media-types.md; distribution's "Image Manifest Version 2, Schema 2".</remarks>
public static class MediaTypes
{
    public const string Index = "application/vnd.oci.image.index.v1+json";
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    public const string Config = "application/vnd.oci.image.config.v1+json";
    public const string Layer = "application/vnd.oci.image.layer.v1.tar";
    public const string LayerGzip = "application/vnd.oci.image.layer.v1.tar+gzip";
    public const string LayerZstd = "application/vnd.oci.image.layer.v1.tar+zstd";

    /// <summary>The two bytes <c>{}</c>, where an artifact has no configuration.</summary>
    public const string Empty = "application/vnd.oci.empty.v1+json";

    public const string DockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";
    public const string DockerLayer = "application/vnd.docker.image.rootfs.diff.tar";
    public const string DockerLayerGzip = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    public const string DockerLayerZstd = "application/vnd.docker.image.rootfs.diff.tar.zstd";
    public const string DockerForeignLayerGzip = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";

    /// <summary>
    /// The first manifest format, whose digests do not cover what they name; nobody should still send it.
    /// </summary>
    public const string DockerSchema1 = "application/vnd.docker.distribution.manifest.v1+json";

    /// <inheritdoc cref="DockerSchema1"/>
    public const string DockerSchema1Signed = "application/vnd.docker.distribution.manifest.v1+prettyjws";

    private const string NonDistributableLayer = "application/vnd.oci.image.layer.nondistributable.v1.tar";

    public static bool IsIndex(string mediaType) => mediaType is Index or DockerManifestList;

    public static bool IsManifest(string mediaType) => mediaType is Manifest or DockerManifest;

    public static bool IsConfig(string mediaType) => mediaType is Config or DockerConfig;

    /// <summary>Whether it is a layer of a root file system: a tar, compressed or not.</summary>
    public static bool IsLayer(string mediaType) =>
        mediaType is Layer or LayerGzip or LayerZstd or DockerLayer or DockerLayerGzip or DockerLayerZstd
            or DockerForeignLayerGzip
        || mediaType.StartsWith(NonDistributableLayer, System.StringComparison.Ordinal);

    /// <summary>The OCI's word for a layer of docker's; of anything else, itself.</summary>
    public static string OciLayer(string mediaType) => mediaType switch
    {
        DockerLayer => Layer,
        DockerLayerGzip => LayerGzip,
        DockerLayerZstd => LayerZstd,
        _ => mediaType,
    };
}
