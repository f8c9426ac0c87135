// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class MountsCommand
{
    public static Command Row() => new()
    {
        Name = "mounts",
        Summary = "add mounts to a running container, or remove them",
        Arguments = "add|remove <container-id> <file>",
        Description = """
            <file> is a JSON array of mounts, as they stand in config.json. `add` makes them in their
            order; `remove` unmounts their destinations in reverse.
            """,
        MinArguments = 3,
        MaxArguments = 3,
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        (string id, string file) = (of.Arguments[1], Path.GetFullPath(of.Arguments[2]));
        switch (of.Arguments[0])
        {
            case "add":
                ChangeMounts.Add(of.Store, id, file, of.Log);
                return 0;
            case "remove":
                ChangeMounts.Remove(of.Store, id, file, of.Log);
                return 0;
            default:
                throw new UsageException($"husk-oci: \"mounts\" takes add or remove, not \"{of.Arguments[0]}\"", Row());
        }
    }
}
