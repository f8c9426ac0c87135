// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Monitor.Protocol;

/// <summary>
/// The other side sent what is no frame, or no payload of its kind: it is of another version, or not ours.
/// </summary>
public sealed class ProtocolException(string message) : Exception(message);
