// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class FeaturesCommand
{
    public static Command Row() => new()
    {
        Name = "features",
        Summary = "show what husk-oci was built to do",
        Description = """
            Prints, as JSON, which parts of the runtime specification this program knows, whatever
            this host can do. https://github.com/opencontainers/runtime-spec/blob/main/features.md
            tells what the members mean.
            """,
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        var annotations = new Dictionary<string, string>
        {
            ["husk.oci.commit"] = BuildFacts.Commit,
            ["husk.oci.version"] = BuildFacts.Version,
            // Podman and others ask under runc's name (runc, types/features).
            ["org.opencontainers.runc.checkpoint.enabled"] = "true",
        };
        if (VersionText.Libseccomp() is { } libseccomp)
            annotations["io.github.seccomp.libseccomp.version"] = libseccomp.ToString();
        of.Out.Write([.. RuntimeSpecJson.Write(FeatureList.Make(annotations), "    "), (byte)'\n']);
        return 0;
    }
}
