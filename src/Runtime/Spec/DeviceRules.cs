// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;

namespace Husk.Runtime.Spec;

/// <summary>Source: config-linux.md, "Devices"; mknod(2).</summary>
internal static class DeviceRules
{
    /// <summary>MINORBITS of linux/kdev_t.h: a number is 12 and 20 bits.</summary>
    private const int HighestMajor = 0xfff, HighestMinor = 0xfffff;

    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        Device[] devices = spec.Linux?.Devices ?? [];
        for (int i = 0; i < devices.Length; i++)
        {
            CheckOne(devices[i], $"$.linux.devices[{i}]");
            for (int j = 0; j < i; j++)
                CheckTwo(devices[i], i, devices[j], j, warnings);
        }
    }

    private static void CheckOne(Device device, string path)
    {
        if (device.Type is not ("c" or "b" or "u" or "p"))
        {
            throw SpecException.At(
                $"{path}.type",
                device.Type.Length == 0
                    ? "is missing; known are c, b, u, p"
                    : $"{JsonText.Quoted(device.Type)} is not a type of device; known are c, b, u, p");
        }

        if (device.Path.Length == 0)
            throw SpecException.At($"{path}.path", "is missing");
        if (device.Path[0] != '/')
            throw SpecException.At($"{path}.path", $"{JsonText.Quoted(device.Path)} is not absolute");
        if (device.Type == "p")
            return;
        if (device.Major is < 0 or > HighestMajor)
            throw SpecException.At($"{path}.major", $"{device.Major} is not in the range 0 to {HighestMajor}");
        if (device.Minor is < 0 or > HighestMinor)
            throw SpecException.At($"{path}.minor", $"{device.Minor} is not in the range 0 to {HighestMinor}");
    }

    private static void CheckTwo(Device later, int i, Device earlier, int j, List<string> warnings)
    {
        bool same = (IsBlock(later), later.Type == "p", later.Major, later.Minor)
            == (IsBlock(earlier), earlier.Type == "p", earlier.Major, earlier.Minor);
        if (ContainerPath.Clean(later.Path) == ContainerPath.Clean(earlier.Path))
        {
            if (!same)
                throw SpecException.At($"$.linux.devices[{i}].path", $"{later.Path} is another device in entry {j}");
        }
        else if (same && later.Type != "p")
        {
            warnings.Add($"$.linux.devices[{i}]: {later.Path} is the same device as {earlier.Path} in entry {j}");
        }
    }

    private static bool IsBlock(Device device) => device.Type == "b";
}
