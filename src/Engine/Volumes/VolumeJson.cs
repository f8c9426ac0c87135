// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Husk.Engine.Volumes;

/// <summary>volume.json.</summary>
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Volume))]
internal sealed partial class VolumeJson : JsonSerializerContext
{
    public static byte[] Write(Volume volume) => JsonSerializer.SerializeToUtf8Bytes(volume, Default.Volume);

    /// <exception cref="EngineException">It cannot be read.</exception>
    public static Volume Read(byte[] json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.Volume) ?? throw new JsonException("it says null");
        }
        catch (JsonException e)
        {
            string directory = path[..path.LastIndexOf('/')];
            string name = directory[(directory.LastIndexOf('/') + 1)..];
            throw new EngineException(EngineFault.Corrupt,
                $"volume {name} is damaged: {path}: {(json.Length == 0 ? "it is empty" : e.Message)}: its files are still in {directory}/_data; "
                + $"husk volume rm {name} removes it");
        }
    }
}
