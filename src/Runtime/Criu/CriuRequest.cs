// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Criu;

/// <summary>criu_req of CRIU's rpc.proto: the numbers are those of its fields.</summary>
internal static class CriuRequest
{
    public static ProtobufWriter Version() => Of(CriuType.Version);

    /// <summary>Which of the features there are.</summary>
    public static ProtobufWriter Features(bool memoryTracking, bool lazyPages) =>
        Of(CriuType.FeatureCheck).Message(5, new ProtobufWriter().Flag(1, memoryTracking).Flag(2, lazyPages));

    /// <summary>The answer to a notification: what was to be done has been done.</summary>
    public static ProtobufWriter Notified() => Of(CriuType.Notify).Flag(3, true);

    public static ProtobufWriter With(CriuType type, CriuOptions options) => Of(type).Message(2, options.Fields);

    private static ProtobufWriter Of(CriuType type) => new ProtobufWriter().Number(1, (long)type);
}
