// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;

namespace Husk.Networks.Dns;

/// <summary>Who is to have an answer: the sender of a datagram, or a connection.</summary>
/// <param name="Sender">Of the datagram; meaningless for a connection.</param>
/// <param name="Connection">Null for a datagram.</param>
internal readonly record struct Asker(InetAddress Sender, TcpClient? Connection);
