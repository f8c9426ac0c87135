// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Oci;

namespace Husk.Cli.Commands.Manifests;

internal static class ManifestRemoveCommand
{
    public static readonly Command Row =
        new(["manifest rm"], "MANIFEST_LIST [MANIFEST_LIST...]",
            "Delete one or more manifest lists from local storage")
        {
            Count = (1, int.MaxValue),
            Run = Run,
        };

    private static Task<int> Run(Invocation call)
    {
        bool failed = false;
        foreach (string name in call.Arguments)
        {
            try
            {
                call.Images.RemoveManifestList(ManifestName.Of(name));
            }
            catch (System.Exception e) when (e is EngineException or SpecException)
            {
                // The others are removed all the same.
                call.Streams.Error.Write($"Error: {e.Message}\n");
                failed = true;
            }
        }
        return Task.FromResult(failed ? 1 : 0);
    }
}
