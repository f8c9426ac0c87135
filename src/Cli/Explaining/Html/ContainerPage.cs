// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Linq;
using Husk.Engine.Explaining;

namespace Husk.Cli.Explaining.Html;

/// <summary>What a container is made of, as a page.</summary>
internal static class ContainerPage
{
    public static string Of(ExplainedContainer container)
    {
        var html = new Markup();
        html.Raw($"<h1>{Markup.Of(container.Name)}</h1>").Table(
        [
            ("ID", container.Id),
            ("image", container.Image),
            ("status", container.Status),
            ("command", string.Join(' ', container.Command)),
        ]);
        if (container.Files.Count > 0)
        {
            html.Heading("Files")
                .Table(container.Files.Select(
                    file => (file.Path, $"{file.Origin} {file.Digest} {file.CreatedBy}".Trim())));
        }
        html.Heading("The root file system").Raw(Drawing.Layers(container.Layers));
        html.Heading("Namespaces").Raw(Drawing.Namespaces(container.Namespaces));
        html.Heading("Limits and use").Raw(Drawing.Limits(container.Limits));
        NetworkPage.Write(html, container.Network);
        if (container.Processes.Count > 0)
        {
            html.Heading("Processes").Table(container.Processes.Select(process => (
                string.Create(CultureInfo.InvariantCulture, $"{process.Inside} ({process.Pid} of the host)"),
                process.Command)));
        }

        html.Heading("Rights").Table(
        [
            ("user", container.Rights.User),
            ("capabilities", string.Join(' ', container.Rights.Effective)),
            ("no new privileges", container.Rights.NoNewPrivileges ? "set" : "not set"),
            ("seccomp", container.Rights.Seccomp),
            .. container.Rights.Apparmor.Length > 0
                ? [("AppArmor", container.Rights.Apparmor)]
                : ((string, string)[])[],
        ]);
        Fold(html, string.Create(CultureInfo.InvariantCulture,
            $"{container.Rights.Refused.Count} system calls are refused"), string.Join(' ', container.Rights.Refused));
        Fold(html, string.Create(CultureInfo.InvariantCulture,
            $"{container.Devices.Count} kinds of devices can be opened"), string.Join('\n', container.Devices));
        Fold(html, "Limits of the process",
            string.Join('\n', container.Rlimits.Select(limit => $"{limit.Name}: {limit.Soft}, up to {limit.Hard}")));
        html.Heading("Mounts")
            .Table(container.Mounts.Select(
                mount => (mount.Target, $"{mount.Type} {mount.Options.Split(',')[0]}: {mount.Origin}")));
        return Page.Of(container.Name, html.ToString());
    }

    // Line by line, so that an escaped line end stays one.
    private static void Fold(Markup html, string title, string content) =>
        html.Raw($"<details><summary>{Markup.Of(title)}</summary><pre>{string.Join('\n', content.Split('\n').Select(Markup.Of))}</pre></details>");
}
