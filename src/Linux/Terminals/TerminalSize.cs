// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux;

/// <summary>A terminal's size in characters.</summary>
public readonly record struct TerminalSize(ushort Rows, ushort Columns);
