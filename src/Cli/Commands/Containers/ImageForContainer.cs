// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Engine.Containers;
using Husk.Oci;

namespace Husk.Cli.Commands.Containers;

/// <summary>Brings the image of a new container when it is not here, as <c>--pull</c> says.</summary>
internal static class ImageForContainer
{
    public static async Task Ensure(Invocation call, ContainerRequest request)
    {
        if (request.Config.Image.Length == 0)
            throw new EngineException(EngineFault.InvalidArgument, "invalid reference format");
        string policy = call.Flags.String("pull") is { Length: > 0 } said ? said : "missing";
        bool here = call.Images.TryFind(request.Config.Image, request.Platform) is not null;
        if (policy == "never" || (here && policy == "missing"))
            return;
        Reference name = Reference.Parse(request.Config.Image).WithDefaultTag();
        bool quiet = call.Flags.Bool("quiet");
        if (!here && !quiet)
            call.Streams.Error.Write($"Unable to find image '{name.Familiar}' locally\n");
        // Standard output is the container's.
        await PullCommand.Pull(call, name, request.Platform, call.Streams.Error, call.Streams.ErrorIsTerminal, quiet)
            .ConfigureAwait(false);
    }
}
