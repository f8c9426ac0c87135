// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Serialization;

namespace Husk.Engine.Images.Lists;

[JsonSourceGenerationOptions(
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(ManifestListFile))]
internal sealed partial class ManifestListJson : JsonSerializerContext;
