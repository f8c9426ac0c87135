// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Serialization;

namespace Husk.Networks.Ports;

[JsonConverter(typeof(JsonStringEnumConverter<PortProtocol>))]
public enum PortProtocol
{
    Tcp,
    Udp,
    Sctp,
}
