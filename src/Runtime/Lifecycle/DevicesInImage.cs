// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Mounts;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// What an image has in the place of a device that the configuration lists (runtime-spec config-linux.md, Devices).
/// </summary>
internal static class DevicesInImage
{
    /// <exception cref="SpecException">It is something else than that device.</exception>
    public static void Check(RuntimeSpec spec, string rootfs)
    {
        Device[] devices = spec.Linux?.Devices ?? [];

        // In a user namespace a device is bound over a file, which stays in the image and is there the next time.
        if (devices.Length == 0 || NamespaceSet.Of(spec.Linux!).HasUser)
        {
            return;
        }

        using OwnedFd root = At.Open(BorrowedFd.Cwd, rootfs, O_PATH | O_DIRECTORY);
        for (int i = 0; i < devices.Length; i++)
        {
            string path = ContainerPath.Clean(devices[i].Path);
            if (!IsBelowMount(spec, path) && Find(root, path) is { } there && !IsSame(devices[i], there))
            {
                throw SpecException.At(
                    $"$.linux.devices[{i}].path",
                    $"the root filesystem has another file at {path}: remove it there, or the device here");
            }
        }
    }

    /// <summary>A mount hides what the image has.</summary>
    private static bool IsBelowMount(RuntimeSpec spec, string path) => Array.Exists(
        spec.Mounts, mount => CoveredDirectory.Below(ContainerPath.Clean(mount.Destination), path) is not null);

    private static FileStatus? Find(OwnedFd root, string path)
    {
        try
        {
            const int within = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
            using OwnedFd file = At.OpenBelow(root, path.TrimStart('/'), O_PATH | O_NOFOLLOW, within);
            return Fd.Stat(file);
        }
        catch (SyscallException e) when (e.Errno is ENOENT or ENOTDIR or ELOOP)
        {
            return null; // nothing to be confused with; what cannot be passed is told when the device is made
        }
    }

    private static bool IsSame(Device device, FileStatus there) => device.Type switch
    {
        "p" => there.Type == FileType.Fifo,
        "b" => there.Type == FileType.BlockDevice && HasNumbersOf(device, there),
        _ => there.Type == FileType.CharacterDevice && HasNumbersOf(device, there),
    };

    private static bool HasNumbersOf(Device device, FileStatus there) =>
        there.SpecialDevice.Major == device.Major && there.SpecialDevice.Minor == device.Minor;
}
