// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class CreateCommand
{
    public static Command Row() => new()
    {
        Name = "create",
        Summary = "create a container",
        Arguments = "<container-id>",
        Description = """
            Makes a container from a bundle: its namespaces, mounts, cgroups and init process, which
            then waits. `husk-oci start` lets it execute the bundle's process.args.

            <container-id> is your name for the container; no two under one --root may share it.
            """,
        Flags = Requests.CreateFlags,
        MinArguments = 1,
        MaxArguments = 1,
        FailurePrefix = "husk-oci create failed: ",
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        Delete.Interrupted(of.Store, of.Id, of.Log);
        Create.Run(of.Store, Requests.Create(of), of.Log);
        return 0;
    }
}
