// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Husk.Engine.Containers;

/// <summary>container.json; members that are null are left out.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Container))]
[JsonSerializable(typeof(ContainerConfig))]
[JsonSerializable(typeof(HostConfig))]
internal sealed partial class ContainerJson : JsonSerializerContext
{
    public static byte[] Write(Container container) =>
        JsonSerializer.SerializeToUtf8Bytes(container, Default.Container);

    /// <exception cref="EngineException">It cannot be read.</exception>
    public static Container Read(byte[] json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.Container) ?? throw new JsonException("it says null");
        }
        catch (JsonException e)
        {
            throw DamagedContainer.Of(path, json, e);
        }
    }
}
