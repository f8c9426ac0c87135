// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Serialization;

namespace Husk.Networks.State;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(AddressConverter), typeof(PrefixConverter)])]
[JsonSerializable(typeof(Network))]
[JsonSerializable(typeof(EndpointTable))]
[JsonSerializable(typeof(SandboxRecord))]
internal sealed partial class StateJson : JsonSerializerContext;
