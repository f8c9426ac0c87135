// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Run;
using Husk.Engine;

namespace Husk.Cli.Commands.Volumes;

internal static class VolumeCreateCommand
{
    public static readonly Command Row = new(["volume create"], "[VOLUME]", "Create a volume")
    {
        Count = (0, 1),
        Flags =
        [
            new("driver", 'd', FlagKind.String, "Volume driver: \"local\" (default \"local\")"),
            new("label", '\0', FlagKind.List, "Meta data of the volume: NAME=value") { Check = ProcessFlags.CheckLabel },
            new("name", '\0', FlagKind.String, "Name of the volume, as the argument"),
            new("opt", 'o', FlagKind.List, "What to mount, as mount(8) would be told: type=..., device=..., o=...",
                "map"),
        ],
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        string? name = call.Flags.String("name");
        if (name is not null && call.Argument(0) is not null)
        {
            throw new EngineException(EngineFault.InvalidArgument,
                "conflicting options: cannot specify a volume-name through both --name and as a positional arg");
        }

        name ??= call.Argument(0);
        var volume = call.Containers.CreateVolume(
            string.IsNullOrEmpty(name) ? null : name,
            call.Flags.String("driver") ?? "",
            ProcessFlags.ToMap(call.Flags.List("label")),
            ProcessFlags.ToMap(call.Flags.List("opt")));
        call.Streams.Out.Write(volume.Name + "\n");
        return Task.FromResult(0);
    }
}
