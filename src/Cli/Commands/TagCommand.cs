// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Engine.Images;
using Husk.Oci;

namespace Husk.Cli.Commands;

internal static class TagCommand
{
    public static readonly Command Row = new(["image tag", "tag"], "SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]",
        "Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE")
    {
        Count = (2, 2),
        Run = static call =>
        {
            // An ID of 64 digits is no name, but may be a source's.
            if (!ImageEngine.IsId(call.Arguments[0]))
                Checked(call.Arguments[0]);
            call.Images.Tag(call.Arguments[0], Checked(call.Arguments[1]));
            return Task.FromResult(0);
        },
    };

    private static Reference Checked(string text) =>
        Reference.WhyNot(text, out Reference? name) is { } reason
            ? throw new EngineException(EngineFault.InvalidArgument,
                $"Error parsing reference: \"{text}\" is not a valid repository/tag: {reason}")
            : name!;
}
