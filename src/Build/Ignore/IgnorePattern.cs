// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Ignore;

/// <summary>One line of a .dockerignore.</summary>
/// <param name="Pattern">What it names.</param>
/// <param name="IsException">Whether it takes back what lines above it named: <c>!</c>.</param>
internal readonly record struct IgnorePattern(PathPattern Pattern, bool IsException);
