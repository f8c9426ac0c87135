// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Criu;

/// <summary>What is asked of CRIU, and what an answer is about: criu_req_type of its rpc.proto.</summary>
internal enum CriuType
{
    Empty = 0,
    Dump = 1,
    Restore = 2,
    PreDump = 4,
    Notify = 6,
    FeatureCheck = 9,
    Version = 10,
}
