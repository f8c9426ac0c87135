// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using System.Text.Json.Serialization;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

/// <summary>state.json.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ContainerState))]
internal sealed partial class StateFile : JsonSerializerContext
{
    public static byte[] Write(ContainerState state) => JsonSerializer.SerializeToUtf8Bytes(state, Default.ContainerState);

    public static ContainerState Read(byte[] json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.ContainerState) ?? throw new JsonException("it says null");
        }
        catch (JsonException e)
        {
            throw new EngineException(EngineFault.Corrupt, $"{path} is damaged: {e.Message}");
        }
    }
}
