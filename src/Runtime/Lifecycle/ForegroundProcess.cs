// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;

namespace Husk.Runtime.Lifecycle;

/// <summary>A child whose end the runtime waits for.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Pidfd">Readable when it has ended.</param>
/// <param name="Master">The master of its terminal, if it has one that the runtime holds.</param>
internal readonly record struct ForegroundProcess(int Pid, OwnedFd Pidfd, OwnedFd? Master);
