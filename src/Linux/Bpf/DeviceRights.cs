// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Linux.Bpf;

/// <summary>
/// What is done with a device, numbered as a device program sees it: <c>m</c>, <c>r</c> and <c>w</c>.
/// </summary>
/// <remarks>Source: linux/bpf.h, BPF_DEVCG_ACC_MKNOD, BPF_DEVCG_ACC_READ and BPF_DEVCG_ACC_WRITE.</remarks>
[Flags]
public enum DeviceRights : byte
{
    None = 0,
    Mknod = 1,
    Read = 2,
    Write = 4,
    All = Mknod | Read | Write,
}
