// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;
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
            if (!Reference.TryParse(call.Arguments[1], out Reference? name))
            {
                string reason = Reason(call.Arguments[1]);
                throw new EngineException(EngineFault.InvalidArgument,
                    $"Error parsing reference: \"{call.Arguments[1]}\" is not a valid repository/tag: {reason}");
            }
            call.Images.Tag(call.Arguments[0], name);
            return Task.FromResult(0);
        },
    };

    private static string Reason(string text)
    {
        try
        {
            Reference.Parse(text);
            return "";
        }
        catch (SpecException e)
        {
            return e.Message;
        }
    }
}
