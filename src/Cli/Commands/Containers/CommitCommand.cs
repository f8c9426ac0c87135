// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Engine.Images;
using Husk.Oci;

namespace Husk.Cli.Commands.Containers;

internal static class CommitCommand
{
    public static readonly Command Row = new(
        ["container commit", "commit"], "CONTAINER [REPOSITORY[:TAG]]", "Create a new image from a container's changes")
    {
        Count = (1, 2),
        Flags =
        [
            new("author", 'a', FlagKind.String, "Author (e.g., \"John Hannibal Smith <hannibal@a-team.com>\")"),
            new("change", 'c', FlagKind.List, "Apply Dockerfile instruction to the created image"),
            new("message", 'm', FlagKind.String, "Commit message"),
            new("pause", 'p', FlagKind.Bool, "Pause container during commit (default true)", Default: true),
        ],
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        Reference? name = call.Argument(1) is { Length: > 0 } text ? NameOf(text) : null;
        Digest id = call.Containers.Commit(
            call.Arguments[0],
            name,
            call.Flags.String("author") ?? "",
            call.Flags.String("message") ?? "",
            config => ConfigChange.Apply(config, call.Flags.List("change")),
            call.Flags.Bool("pause"));
        call.Streams.Out.Write($"{id}\n");
        return Task.FromResult(0);
    }

    private static Reference NameOf(string text)
    {
        Reference name = Reference.Parse(text);
        return name.Digest is null
            ? name.WithDefaultTag()
            : throw new EngineException(
                EngineFault.InvalidArgument, "refusing to create a tag with a digest reference");
    }
}
