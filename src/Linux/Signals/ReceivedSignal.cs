// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux;

/// <summary>One signal read from a signalfd.</summary>
/// <param name="Number">Which.</param>
/// <param name="SenderPid">Who sent it, or for SIGCHLD which child; 0 when it was the kernel.</param>
/// <param name="SenderUid">The real user ID of who sent it.</param>
public readonly record struct ReceivedSignal(int Number, int SenderPid, uint SenderUid);
