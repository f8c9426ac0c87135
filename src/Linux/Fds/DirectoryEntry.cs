// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux;

/// <summary>One name in a directory.</summary>
/// <param name="Name">The name as the file system has it: any bytes but <c>/</c> and NUL.</param>
/// <param name="Type">
/// What it names, or <see cref="FileType.Unknown"/> where the file system does not keep that in the directory.
/// </param>
/// <param name="Inode">The file's number in its file system.</param>
public readonly record struct DirectoryEntry(byte[] Name, FileType Type, ulong Inode);
