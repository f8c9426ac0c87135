// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux;

/// <summary>The third field of /proc/PID/stat (proc_pid_stat(5)), under the kernel's letters.</summary>
public enum ProcessState : byte
{
    Running = (byte)'R',
    Sleeping = (byte)'S',
    UninterruptibleSleep = (byte)'D',
    Stopped = (byte)'T',
    Traced = (byte)'t',
    Zombie = (byte)'Z',
    Dead = (byte)'X',
    Idle = (byte)'I',
    Parked = (byte)'P',
}
