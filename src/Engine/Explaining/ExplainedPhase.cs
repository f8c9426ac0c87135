// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Explaining;

/// <summary>Steps that belong together.</summary>
/// <param name="Name">A word to find it by: <c>image</c>, <c>files</c>, <c>volumes</c>, <c>network</c>,
/// <c>configuration</c>, <c>cgroups</c>, <c>kernel</c>, <c>monitor</c>.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Steps">In the order in which they are done.</param>
public sealed record ExplainedPhase(string Name, string Title, IReadOnlyList<ExplainedStep> Steps);
