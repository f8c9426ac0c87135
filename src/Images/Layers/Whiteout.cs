// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;

namespace Husk.Images.Layers;

/// <summary>
/// How a layer says that something of the layers below is gone: in a tar by name, on overlayfs by a device.
/// </summary>
/// <remarks>
/// Source: image-spec layer.md, "Whiteouts"; the kernel's filesystems/overlayfs, "whiteouts and opaque directories".
/// </remarks>
internal static class Whiteout
{
    public static ReadOnlySpan<byte> Prefix => ".wh."u8;

    /// <summary>Names of aufs itself, which docker once wrote into layers.</summary>
    public static ReadOnlySpan<byte> MetaPrefix => ".wh..wh."u8;

    public static ReadOnlySpan<byte> Opaque => ".wh..wh..opq"u8;

    public static ReadOnlySpan<byte> OpaqueXattr => "trusted.overlay.opaque"u8;

    /// <summary>Whether an attribute is one by which overlayfs speaks to itself.</summary>
    public static bool IsOverlayXattr(ReadOnlySpan<byte> name) =>
        name.StartsWith("trusted.overlay."u8) || name.StartsWith("user.overlay."u8);

    public static bool Is(FileStatus status) =>
        status.Type == FileType.CharacterDevice && status.SpecialDevice == (0, 0);

    public static void Make(BorrowedFd dir, Pathname name) => At.Mknod(dir, name, FileType.CharacterDevice, 0);

    public static void MakeOpaque(BorrowedFd directory) => Fd.SetXattr(directory, OpaqueXattr, "y"u8);

    public static bool IsOpaque(BorrowedFd directory) => Fd.Xattr(directory, OpaqueXattr) is [(byte)'y'];
}
