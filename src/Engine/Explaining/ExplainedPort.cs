// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Explaining;

/// <summary>A published port.</summary>
/// <param name="Host">Address and port on the host: <c>0.0.0.0:8080</c>; empty in a routed network, where the host
/// has none.</param>
/// <param name="Container">Address and port in the container.</param>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</param>
/// <param name="Reach">Who reaches it, and who does not.</param>
public sealed record ExplainedPort(string Host, string Container, string Protocol, IReadOnlyList<ExplainedReach> Reach);
