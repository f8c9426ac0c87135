// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Collections.Generic;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Cli.Output;

/// <summary>Containers' states as `state` and `list --format json` print them.</summary>
internal static class StateJson
{
    /// <summary>One object, indented by two spaces as runc's.</summary>
    public static byte[] Of(ContainerState state) => [.. RuntimeSpecJson.Write(state, "  "), (byte)'\n'];

    /// <summary>
    /// An array on one line. Where runc writes `null` for no containers this is `[]`, which every reader of an array
    /// takes.
    /// </summary>
    public static byte[] Of(IReadOnlyList<ContainerState> states)
    {
        var json = new ArrayBufferWriter<byte>();
        json.Write("["u8);
        for (int i = 0; i < states.Count; i++)
        {
            if (i > 0)
                json.Write(","u8);
            json.Write(RuntimeSpecJson.Write(states[i]));
        }
        json.Write("]\n"u8);
        return json.WrittenSpan.ToArray();
    }
}
