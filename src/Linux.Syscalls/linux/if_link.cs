// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/if_link.h: rtnetlink(7): attributes of a link.
public static partial class Abi
{
    public const int IFLA_ADDRESS = 1;
    public const int IFLA_IFNAME = 3;
    public const int IFLA_MTU = 4;
    public const int IFLA_LINK = 5;
    public const int IFLA_MASTER = 10;
    public const int IFLA_LINKINFO = 18;
    public const int IFLA_NET_NS_PID = 19;
    public const int IFLA_NET_NS_FD = 28;
    public const int IFLA_NEW_IFINDEX = 49;
    public const int IFLA_ALT_IFNAME = 53;
    public const int IFLA_INFO_KIND = 1;
    public const int IFLA_INFO_DATA = 2;
    public const int IFLA_INFO_SLAVE_KIND = 4;
    public const int IFLA_INFO_SLAVE_DATA = 5;
    public const int IFLA_IFALIAS = 20;
    public const int IFLA_BRPORT_MODE = 4;
    public const int IFLA_BRPORT_ISOLATED = 33;
    public const int IFLA_MACVLAN_MODE = 1;
    public const int MACVLAN_MODE_PRIVATE = 1;
    public const int MACVLAN_MODE_VEPA = 2;
    public const int MACVLAN_MODE_BRIDGE = 4;
    public const int MACVLAN_MODE_PASSTHRU = 8;
}
