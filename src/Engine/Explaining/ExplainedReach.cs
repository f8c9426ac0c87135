// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Explaining;

/// <summary>Whether somebody reaches a published port.</summary>
/// <param name="From">Who.</param>
/// <param name="Reaches">Whether.</param>
/// <param name="How">By what, or why not.</param>
public sealed record ExplainedReach(string From, bool Reaches, string How);
