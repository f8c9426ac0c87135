// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>The documents of the runtime-spec, between their JSON and their types.</summary>
/// <remarks>
/// Names are case-sensitive, unknown members are ignored, and a member that is null counts as absent. Every Parse
/// throws <see cref="SpecException"/> with the file, line, column and JSON path. What a document means is not asked
/// here.
/// </remarks>
public static class RuntimeSpecJson
{
    /// <summary>The version of the runtime-spec that these types are.</summary>
    public const string Version = "1.3.0";

    /// <summary>Reads a bundle's <c>config.json</c>.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="file">What messages call it, such as <c>config.json</c>.</param>
    /// <exception cref="SpecException">The text is not JSON, or a value is not of the type its place wants.</exception>
    public static RuntimeSpec Parse(ReadOnlySpan<byte> utf8, string file) =>
        ObjectReader.Parse<RuntimeSpec>(utf8, file);

    /// <summary>Reads a process on its own, as <c>exec --process</c> takes it.</summary>
    /// <inheritdoc cref="Parse"/>
    public static Process ParseProcess(ReadOnlySpan<byte> utf8, string file) => ObjectReader.Parse<Process>(utf8, file);

    /// <summary>Reads a list of mounts on its own, as <c>mounts add</c> takes it.</summary>
    /// <inheritdoc cref="Parse"/>
    public static Mount[] ParseMounts(ReadOnlySpan<byte> utf8, string file) =>
        ObjectReader.ParseArray<Mount>(utf8, file);

    /// <summary>Reads resources on their own, as <c>update --resources</c> takes them.</summary>
    /// <inheritdoc cref="Parse"/>
    public static Resources ParseResources(ReadOnlySpan<byte> utf8, string file) =>
        ObjectReader.Parse<Resources>(utf8, file);

    /// <summary>Reads a container's state, as <c>state</c> prints it.</summary>
    /// <inheritdoc cref="Parse"/>
    public static ContainerState ParseState(ReadOnlySpan<byte> utf8, string file) =>
        ObjectReader.Parse<ContainerState>(utf8, file);

    /// <summary>Reads what a runtime says of itself, as <c>features</c> prints it.</summary>
    /// <inheritdoc cref="Parse"/>
    public static Features ParseFeatures(ReadOnlySpan<byte> utf8, string file) =>
        ObjectReader.Parse<Features>(utf8, file);

    /// <summary>Writes a document in the member order of the spec's Go types, without a line feed at its end.</summary>
    /// <param name="spec">The document.</param>
    /// <param name="indentation">One level's tab or spaces; empty writes everything on one line.</param>
    public static byte[] Write(RuntimeSpec spec, string indentation = "") => JsonMembers.Write(spec, indentation);

    /// <inheritdoc cref="Write(RuntimeSpec, string)"/>
    public static byte[] Write(Process process, string indentation = "") => JsonMembers.Write(process, indentation);

    /// <inheritdoc cref="Write(RuntimeSpec, string)"/>
    public static byte[] Write(Resources resources, string indentation = "") =>
        JsonMembers.Write(resources, indentation);

    /// <inheritdoc cref="Write(RuntimeSpec, string)"/>
    public static byte[] Write(ContainerState state, string indentation = "") => JsonMembers.Write(state, indentation);

    /// <inheritdoc cref="Write(RuntimeSpec, string)"/>
    public static byte[] Write(ContainerProcessState state, string indentation = "") =>
        JsonMembers.Write(state, indentation);

    /// <inheritdoc cref="Write(RuntimeSpec, string)"/>
    public static byte[] Write(Features features, string indentation = "") => JsonMembers.Write(features, indentation);
}
