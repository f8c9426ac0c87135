// SPDX-License-Identifier: Apache-2.0
namespace Husk.Images.Tar;

/// <summary>What an entry makes. What only describes the next entry is not among them.</summary>
public enum TarEntryType
{
    Regular,
    HardLink,
    Symlink,
    CharacterDevice,
    BlockDevice,
    Directory,
    Fifo,
}
