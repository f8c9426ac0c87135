// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Serialization;

namespace Husk.Engine.Explaining;

/// <summary>Explanations as JSON: docs/explain.md has the shape.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ExplainedRun))]
[JsonSerializable(typeof(ExplainedContainer))]
[JsonSerializable(typeof(ExplainedNetwork))]
public sealed partial class ExplanationJson : JsonSerializerContext;
