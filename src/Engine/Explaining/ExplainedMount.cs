// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Explaining;

/// <summary>A mount as the container sees it.</summary>
/// <param name="Target">Where.</param>
/// <param name="Type">The file system's: <c>overlay</c>, <c>tmpfs</c>.</param>
/// <param name="Options">Of this mount: <c>ro,nosuid</c>.</param>
/// <param name="Origin">Why it is there, in words.</param>
public sealed record ExplainedMount(string Target, string Type, string Options, string Origin);
