// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Bpf;

/// <summary>The two sorts of device node, numbered as a device program sees them.</summary>
/// <remarks>Source: linux/bpf.h, BPF_DEVCG_DEV_BLOCK and BPF_DEVCG_DEV_CHAR.</remarks>
public enum DeviceKind : byte
{
    Block = 1,
    Character = 2,
}
