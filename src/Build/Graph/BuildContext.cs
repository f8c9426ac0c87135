// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Build.Graph;

/// <summary>A directory that COPY takes from.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Ignored">The lines of its .dockerignore; empty for none.</param>
public sealed record BuildContext(string Path, IReadOnlyList<string> Ignored);
