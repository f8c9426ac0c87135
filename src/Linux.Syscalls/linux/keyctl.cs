// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/keyctl.h: keyctl(2).
public static partial class Abi
{
    public const int KEY_SPEC_THREAD_KEYRING = -1;
    public const int KEY_SPEC_PROCESS_KEYRING = -2;
    public const int KEY_SPEC_SESSION_KEYRING = -3;
    public const int KEYCTL_GET_KEYRING_ID = 0;
    public const int KEYCTL_JOIN_SESSION_KEYRING = 1;
    public const int KEYCTL_SETPERM = 5;
    public const int KEYCTL_DESCRIBE = 6;
}
