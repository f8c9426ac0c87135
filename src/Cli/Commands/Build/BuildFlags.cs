// SPDX-License-Identifier: Apache-2.0
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Run;

namespace Husk.Cli.Commands.Build;

/// <summary>The flags of <c>build</c>: docker's, of its old builder and of buildx.</summary>
internal static class BuildFlags
{
    public static readonly Flag[] All =
    [
        RunFlags.Many(
            "add-host", "Add a name to every RUN's /etc/hosts: NAME:ADDRESS", check: value => NetworkFlags.Host(value)),
        RunFlags.Many("allow", "Let RUNs ask for more: network.host, security.insecure"),
        RunFlags.Many("annotation", "Annotation of the image's manifest: [manifest:]NAME=VALUE"),
        RunFlags.Many("attest", "Attestations are not made: only type=TYPE,disabled=true is taken"),
        RunFlags.Many("build-arg", "Value of an ARG: NAME=VALUE, or NAME for that of the environment"),
        RunFlags.Many("build-context",
            "Another place to copy from, NAME=DIRECTORY, or NAME=docker-image://IMAGE, NAME=oci-layout://DIRECTORY[:TAG], NAME=URL"),
        RunFlags.Text("builder", "Noted: there is one builder"),
        RunFlags.Many("cache-from", "Cache to take from: IMAGE, type=registry,ref=IMAGE or type=local,src=DIRECTORY"),
        RunFlags.Many("cache-to",
            "Where the cache goes: type=inline, type=registry,ref=IMAGE or type=local,dest=DIRECTORY, each with mode=min|max"),
        RunFlags.Text("call",
            "What to do: build, check (look at the Dockerfile), outline (tell what it can be given) or targets (list its stages), each with ,format=json (default \"build\")"),
        RunFlags.Text("cgroup-parent", "Cgroup that every RUN's is made below"),
        RunFlags.Switch("check", "Same as --call=check"),
        RunFlags.Switch("compress", "Accepted for docker's sake: a context is not sent anywhere"),
        RunFlags.Number("cpu-period", "Length of a period, in microseconds, that --cpu-quota is a part of"),
        RunFlags.Number("cpu-quota", "Microseconds of processor time in each period"),
        RunFlags.Number("cpu-shares", "Weight among containers that want the processors", 'c'),
        RunFlags.Text("cpuset-cpus", "Processors to run on: 0-3, 0,1"),
        RunFlags.Text("cpuset-mems", "Memory nodes to use: 0-3, 0,1"),
        RunFlags.Text("file", "The Dockerfile (default \"PATH/Dockerfile\"); - reads it from standard input", 'f'),
        RunFlags.Switch("force-rm", "Accepted for docker's sake: a step's container is always removed"),
        RunFlags.Text("iidfile", "Write the image's ID to this file"),
        RunFlags.Text("isolation", "Accepted for docker's sake, with a warning: it is of Windows"),
        RunFlags.Many("label", "Label of the image: NAME=VALUE"),
        RunFlags.Switch("load", "Same as --output type=docker, which is the default: an image here"),
        RunFlags.Bytes("memory", "Limit of memory of every RUN", 'm'),
        RunFlags.Text("memory-swap", "Limit of memory and swap together; -1 for no limit of swap", value: "bytes",
            check: value => MemorySize.ParseOrUnlimited(value)),
        RunFlags.Text("metadata-file", "Write what was built to this file, as JSON"),
        RunFlags.Text("network", "Network of RUNs that ask for none: default, none or host (default \"default\")"),
        RunFlags.Switch("no-cache", "Take nothing from earlier builds"),
        RunFlags.Many("no-cache-filter", "Take nothing from earlier builds for these stages"),
        RunFlags.Many(
            "output", "What to make: type=image|local|tar|oci|docker|cacheonly,dest=PATH, or a directory", 'o'),
        RunFlags.Text("platform", "What the image is for: os/arch[/variant]"),
        RunFlags.Text("progress", "How to tell of it: auto, plain, tty, rawjson or quiet (default \"auto\")"),
        RunFlags.Text("provenance", "Attestations are not made: only false is taken"),
        RunFlags.Switch("pull", "Ask registries for images that are here too"),
        RunFlags.Switch("push", "Same as --output type=registry: push the image to its names' registries"),
        RunFlags.Switch("quiet", "Say nothing but the image's ID", 'q'),
        RunFlags.Switch("rm", "Accepted for docker's sake: a step's container is always removed", byDefault: true),
        RunFlags.Text("sbom", "Attestations are not made: only false is taken"),
        RunFlags.Many("secret", "What RUN --mount=type=secret may read: id=ID[,src=FILE|,env=NAME]"),
        RunFlags.Many("security-opt",
            "Accepted for docker's sake, with a warning: --allow and RUN --security=insecure take its place"),
        RunFlags.Bytes("shm-size", "Size of every RUN's /dev/shm (default 64m)"),
        RunFlags.Switch("squash", "Accepted for docker's sake, with a warning: several stages take its place"),
        RunFlags.Many("ssh",
            "Agent for RUN --mount=type=ssh: default, ID=SOCKET, or ID=KEY for one that holds the key as long as the build takes"),
        RunFlags.Many("tag", "Name of the image", 't'),
        RunFlags.Text("target", "The stage to build (default: the last)"),
        RunFlags.Many("ulimit", "Limit of each process of a RUN: NAME=SOFT[:HARD]", value: "ulimit",
            check: value => UlimitText.Parse(value)),
    ];
}
