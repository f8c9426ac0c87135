// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Husk.Oci.ImageSpec;

namespace Husk.Oci.Tests.ImageSpec;

public sealed class ImageSpecJsonTests
{
    private const string Hex = "4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce";

    private const string Manifest = $$$"""
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:{{{Hex}}}","size":7},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:{{{Hex}}}","size":0}],"annotations":{"a":"b"}}
        """;

    private const string Config = $$$"""
        {"created":"2024-01-02T03:04:05.123456789Z","architecture":"arm64","variant":"v8","os":"linux","config":{"User":"1:2","ExposedPorts":{"80/tcp":{}},"Env":["A=b"],"Entrypoint":["/x"],"Cmd":[],"Healthcheck":{"Test":["CMD","y"],"Interval":30000000000},"Volumes":{"/v":{}},"WorkingDir":"/w","Labels":{"k":"v"},"StopSignal":"SIGINT"},"rootfs":{"type":"layers","diff_ids":["sha256:{{{Hex}}}"]},"history":[{"created_by":"RUN x && y","empty_layer":true},{"comment":"<é>"}]}
        """;

    [Fact]
    public void A_manifest_is_written_as_it_was_read() =>
        Assert.Equal(Manifest,
            Encoding.UTF8.GetString(
                ImageSpecJson.Write(ImageSpecJson.ParseManifest(Encoding.UTF8.GetBytes(Manifest), "m"))));

    [Fact]
    public void A_configuration_is_written_as_it_was_read() =>
        Assert.Equal(Config,
            Encoding.UTF8.GetString(
                ImageSpecJson.Write(ImageSpecJson.ParseConfig(Encoding.UTF8.GetBytes(Config), "c"))));

    [Theory]
    [InlineData("""{"schemaVersion":2}""", """m:1:1: $: "config" is missing""")]
    [InlineData("""{"config":{"size":1}}""", """m:1:11: $.config: "digest" is missing""")]
    [InlineData("""{"config":{"digest":"sha256:1","size":1}}""",
        """m:1:21: $.config.digest: expected a digest such as sha256:HEX, found "sha256:1" """)]
    [InlineData("""{"config":{"digest":"sha256:4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce","size":-1}}""", "m:1:102: $.config.size: expected an integer from 0 to 9223372036854775807, found -1")]
    [InlineData("""{"layers":[],"manifests":[]}""",
        """m:1:26: $.manifests: an image manifest has no "manifests": the document is both a manifest and an index""")]
    public void A_manifest_that_is_wrong_is_refused_with_the_place(string json, string message) =>
        Assert.Equal(message.TrimEnd(),
            Assert.Throws<SpecException>(
                () => { ImageSpecJson.ParseManifest(Encoding.UTF8.GetBytes(json), "m"); }).Message);

    [Fact]
    public void An_index_that_is_a_manifest_as_well_is_refused() =>
        Assert.Throws<SpecException>(() => { ImageSpecJson.ParseIndex("""{"manifests":[],"layers":[]}"""u8, "i"); });

    [Theory]
    [InlineData("linux/amd64", "amd64", "", true)]
    [InlineData("linux/x86_64", "amd64", "", true)]
    [InlineData("arm64", "arm64", "v8", true)]
    [InlineData("linux/arm64/v8", "arm64", "", true)]
    [InlineData("linux/arm", "arm", "v7", true)]
    [InlineData("linux/arm", "arm", "v6", false)]
    [InlineData("linux/arm/v6", "arm", "v6", true)]
    [InlineData("linux/386", "amd64", "", false)]
    [InlineData("windows/amd64", "amd64", "", false)]
    public void A_platform_accepts_what_was_made_for_it(
        string wanted, string architecture, string variant, bool accepted) =>
        Assert.Equal(accepted, Platform.Parse(wanted).Accepts(new Platform
        {
            Os = "linux",
            Architecture = architecture,
            Variant = variant,
        }));
}
