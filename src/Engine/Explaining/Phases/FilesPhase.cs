// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Explaining.Shell;

namespace Husk.Engine.Explaining.Phases;

/// <summary>The container's directory and its root file system.</summary>
internal static class FilesPhase
{
    public static ExplainedPhase Of(RunFacts facts) =>
        new("files", "A root file system of its own",
            [Directory(facts), MountPoints(facts), Mount(facts), .. EtcFiles(facts)]);

    private static ExplainedStep Directory(RunFacts facts) => new(
        $"make the container's directory {facts.Paths.Directory}",
        "its configuration, its log, and what it writes stay there until it is removed")
    {
        Shell = [$"mkdir -p {facts.Paths.Directory}/{{init,upper,work,merged,bundle}}"],
        Later = "the ID is 64 random hexadecimal digits, chosen when the container is made; "
            + (facts.IsNamed
            ? "the name is free now"
            : "the name is chosen then too: an adjective and a noun that no other container has"),
    };

    private static ExplainedStep MountPoints(RunFacts facts) => new(
        "make empty files to mount on: /etc/hosts, /etc/hostname, /etc/resolv.conf, /dev, /proc, /sys",
        "in a layer between image and container, so that `diff` and `commit` do not take them for changes")
    {
        Shell = [$"mkdir -p {facts.Paths.Directory}/init/{{dev,etc,proc,sys}} && touch {facts.Paths.Directory}/init/etc/{{hosts,hostname,resolv.conf}}"],
    };

    private static ExplainedStep Mount(RunFacts facts) => new(
        "mount the layers and a writable directory as one",
        "what is written goes to `upper`; a file of a layer is copied there before it changes (filesystems/overlayfs)")
    {
        Shell = Overlay(facts.LowerPaths, facts.Paths.Directory, facts.Paths.Merged),
    };

    /// <summary>Options longer than a page do not fit into mount(2): they are said one by one since util-linux
    /// 2.39.</summary>
    public static string[] Overlay(IReadOnlyList<string> lower, string directory, string target) =>
    [
        $"mount -t overlay overlay {ShellText.Quote(target)} \\",
        $"  -o lowerdir={string.Join(':', lower.Select(ShellText.Quote))} \\",
        $"  -o upperdir={directory}/upper,workdir={directory}/work",
    ];

    private static IEnumerable<ExplainedStep> EtcFiles(RunFacts facts)
    {
        foreach ((string path, string text) in facts.Files)
        {
            string name = path[(path.LastIndexOf('/') + 1)..];
            string target = name is "hostname" or "hosts" ? "/etc/" + name : "/etc/resolv.conf";
            yield return new ExplainedStep($"write {path}, which is to be {target}", Reason(name))
            {
                Shell = [$"printf '%s' {ShellText.Quote(text)} > {path}"],
            };
        }
    }

    private static string Reason(string name) => name switch
    {
        "hosts" => "its own name and address, and what --add-host and --link say",
        "hostname" => "what programs read that do not ask the kernel",
        _ => "on networks that were made, names are answered by the monitor at 127.0.0.11; else by the host's servers",
    };
}
