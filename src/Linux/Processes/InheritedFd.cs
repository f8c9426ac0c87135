// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux;

/// <summary>A descriptor that a program is started with.</summary>
/// <param name="Number">What it is here; it must stay open until the program has been started.</param>
/// <param name="As">What it will be there.</param>
public readonly record struct InheritedFd(int Number, int As);
