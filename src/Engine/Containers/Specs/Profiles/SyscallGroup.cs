// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers.Specs.Profiles;

/// <summary>System calls that are treated alike, for one reason.</summary>
/// <param name="Reason">Why so.</param>
/// <param name="Names">By their names in the kernel's tables, those of 32-bit programs among them.</param>
internal sealed record SyscallGroup(string Reason, params string[] Names);
