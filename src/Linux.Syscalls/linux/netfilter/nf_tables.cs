// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/netfilter/nf_tables.h: what nft(8) is made of.
public static partial class Abi
{
    public const int NFT_MSG_GETTABLE = 1;
    public const int NFT_MSG_GETCHAIN = 4;
    public const int NFT_MSG_NEWSETELEM = 12;
    public const int NFT_MSG_DELSETELEM = 14;

    public const int NFTA_TABLE_NAME = 1;
    public const int NFTA_TABLE_USERDATA = 6;
    public const int NFTA_CHAIN_TABLE = 1;
    public const int NFTA_CHAIN_NAME = 3;
    public const int NFTA_CHAIN_HOOK = 4;
    public const int NFTA_CHAIN_POLICY = 5;
    public const int NFTA_HOOK_HOOKNUM = 1;
    public const int NFTA_SET_ELEM_LIST_TABLE = 1;
    public const int NFTA_SET_ELEM_LIST_SET = 2;
    public const int NFTA_SET_ELEM_LIST_ELEMENTS = 3;
    public const int NFTA_LIST_ELEM = 1;
    public const int NFTA_SET_ELEM_KEY = 1;
    public const int NFTA_SET_ELEM_DATA = 2;
    public const int NFTA_DATA_VALUE = 1;
}
