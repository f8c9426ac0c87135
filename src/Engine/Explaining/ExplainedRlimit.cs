// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Explaining;

/// <summary>A limit of the process (getrlimit(2)).</summary>
/// <param name="Name">In words: <c>open files</c>.</param>
/// <param name="Soft">A number, or <c>unlimited</c>.</param>
/// <param name="Hard">Likewise.</param>
public sealed record ExplainedRlimit(string Name, string Soft, string Hard);
