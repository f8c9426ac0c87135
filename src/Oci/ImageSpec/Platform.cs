// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.ImageSpec;

/// <summary>What an image runs on.</summary>
/// <remarks>Source: image-spec image-index.md, "platform". The names are those of Go's GOOS and GOARCH.</remarks>
public sealed record Platform : IJsonObject<Platform>
{
    // Of Go's, those that a word alone may be (go.dev, internal/syslist).
    private static readonly string[] Systems =
    [
        "aix", "android", "darwin", "dragonfly", "freebsd", "illumos", "ios", "js", "netbsd", "openbsd", "plan9",
        "solaris", "wasip1", "windows",
    ];

    private static readonly string[] Machines =
    [
        "386", "amd64", "arm", "arm64", "loong64", "mips", "mips64", "mips64le", "mipsle", "ppc64", "ppc64le",
        "riscv64", "s390x", "wasm",
    ];

    public Platform()
    {
    }

    internal Platform(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("architecture"u8))
                Architecture = json.String();
            else if (json.Is("os"u8))
                Os = json.String();
            else if (json.Is("os.version"u8))
                OsVersion = json.String();
            else if (json.Is("os.features"u8))
                OsFeatures = json.Strings();
            else if (json.Is("variant"u8))
                Variant = json.String();
            else
                json.Skip();
        }
    }

    public string Architecture { get; init; } = "";

    public string Os { get; init; } = "";

    public string OsVersion { get; init; } = "";

    public string[] OsFeatures { get; init; } = [];

    /// <summary>Of the processor: <c>v7</c> of arm, <c>v8</c> of arm64.</summary>
    public string Variant { get; init; } = "";

    /// <summary>The machine that this process runs on.</summary>
    public static Platform Host { get; } = RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => Linux("amd64"),
        System.Runtime.InteropServices.Architecture.Arm64 => Linux("arm64", "v8"),
        System.Runtime.InteropServices.Architecture.Arm => Linux("arm", "v7"),
        System.Runtime.InteropServices.Architecture other => Linux(other.ToString().ToLowerInvariant()),
    };

    /// <summary>
    /// Reads <c>os/arch[/variant]</c>, or <c>arch[/variant]</c> for Linux, as <c>--platform</c> takes it.
    /// </summary>
    /// <exception cref="SpecException">It is neither.</exception>
    public static Platform Parse(string text)
    {
        string[] parts = text.ToLowerInvariant().Split('/');
        if (parts.Length > 3 || System.Array.Exists(parts, part => part.Length == 0))
            throw new SpecException($"{JsonText.Quoted(text)}: cannot parse platform specifier: invalid argument", null);
        return parts switch
        {
            ["linux"] => Host,
            [var os] when System.Array.IndexOf(Systems, os) >= 0 => Host with { Os = os },
            [var architecture] when System.Array.IndexOf(Machines, Canonical(architecture)) >= 0 => Linux(Canonical(architecture)),
            [_] => throw new SpecException(
                $"{JsonText.Quoted(text)}: unknown operating system or architecture: invalid argument", null),
            [var os, var architecture] => new Platform { Os = os, Architecture = Canonical(architecture) },
            _ => new Platform { Os = parts[0], Architecture = Canonical(parts[1]), Variant = parts[2] },
        };
    }

    /// <summary>Whether what was made for <paramref name="other"/> is what this asks for.</summary>
    public bool Accepts(Platform other) =>
        other.Os == Os
        && Canonical(other.Architecture) == Architecture
        && DefaultedVariant(other) == DefaultedVariant(this);

    /// <summary><c>linux/arm64/v8</c></summary>
    public override string ToString() => $"{Os}/{Architecture}" + (Variant.Length == 0 ? "" : "/" + Variant);

    static Platform IJsonObject<Platform>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Platform>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("architecture"u8, Architecture);
        json.WriteString("os"u8, Os);
        json.String("os.version"u8, OsVersion);
        json.Strings("os.features"u8, OsFeatures);
        json.String("variant"u8, Variant);
    }

    private static Platform Linux(string architecture, string variant = "") =>
        new() { Os = "linux", Architecture = architecture, Variant = variant };

    // Names of uname(2) and of other tools, which people type.
    private static string Canonical(string architecture) => architecture switch
    {
        "x86_64" or "x86-64" => "amd64",
        "aarch64" => "arm64",
        "armhf" => "arm",
        "i386" or "i686" or "x86" => "386",
        _ => architecture,
    };

    // image-spec image-index.md, "Platform Variants": arm64 without a variant is v8; arm is v7 by custom.
    private static string DefaultedVariant(Platform of) => (Canonical(of.Architecture), of.Variant) switch
    {
        ("arm64", "") => "v8",
        ("arm", "") => "v7",
        ("amd64", "v1") => "",
        (_, var variant) => variant,
    };
}
