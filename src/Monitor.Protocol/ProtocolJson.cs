// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Oci;
using Husk.Oci.Json;

namespace Husk.Monitor.Protocol;

/// <summary>The documents that engine and monitor share, between their JSON and their types.</summary>
/// <remarks>Members that nobody knows are passed over, so that the two may be of different versions.</remarks>
public static class ProtocolJson
{
    /// <summary>Reads monitor.json.</summary>
    /// <exception cref="SpecException">It is damaged; the message begins with <paramref name="file"/>.</exception>
    public static MonitorOrder ParseOrder(ReadOnlySpan<byte> utf8, string file) =>
        ObjectReader.Parse<MonitorOrder>(utf8, file);

    /// <summary>Reads state.json.</summary>
    /// <inheritdoc cref="ParseOrder"/>
    public static ContainerState ParseState(ReadOnlySpan<byte> utf8, string file) =>
        ObjectReader.Parse<ContainerState>(utf8, file);

    /// <summary>Reads the payload of <see cref="FrameKind.Attach"/>; the others here are named likewise.</summary>
    /// <exception cref="ProtocolException">It is no such payload.</exception>
    public static AttachRequest ParseAttach(ReadOnlySpan<byte> utf8) => Payload<AttachRequest>(utf8);

    /// <inheritdoc cref="ParseAttach"/>
    public static UpdateRequest ParseUpdate(ReadOnlySpan<byte> utf8) => Payload<UpdateRequest>(utf8);

    /// <inheritdoc cref="ParseAttach"/>
    public static Begun ParseBegun(ReadOnlySpan<byte> utf8) => Payload<Begun>(utf8);

    /// <inheritdoc cref="ParseAttach"/>
    public static StartFailure ParseFailure(ReadOnlySpan<byte> utf8) => Payload<StartFailure>(utf8);

    /// <inheritdoc cref="ParseAttach"/>
    public static ExitReport ParseExit(ReadOnlySpan<byte> utf8) => Payload<ExitReport>(utf8);

    /// <summary>Writes a document on one line.</summary>
    public static byte[] Write(MonitorOrder order) => JsonMembers.Write(order, "");

    /// <inheritdoc cref="Write(MonitorOrder)"/>
    public static byte[] Write(ContainerState state) => JsonMembers.Write(state, "");

    /// <summary>Writes a payload.</summary>
    public static byte[] Write(AttachRequest request) => JsonMembers.Write(request, "");

    /// <inheritdoc cref="Write(AttachRequest)"/>
    public static byte[] Write(UpdateRequest request) => JsonMembers.Write(request, "");

    /// <inheritdoc cref="Write(AttachRequest)"/>
    public static byte[] Write(Begun begun) => JsonMembers.Write(begun, "");

    /// <inheritdoc cref="Write(AttachRequest)"/>
    public static byte[] Write(StartFailure failure) => JsonMembers.Write(failure, "");

    /// <inheritdoc cref="Write(AttachRequest)"/>
    public static byte[] Write(ExitReport report) => JsonMembers.Write(report, "");

    private static T Payload<T>(ReadOnlySpan<byte> utf8)
        where T : class, IJsonObject<T>
    {
        try
        {
            return ObjectReader.Parse<T>(utf8, "payload");
        }
        catch (SpecException wrong)
        {
            throw new ProtocolException(wrong.Message);
        }
    }
}
