// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Instructions;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Tests.Syntax;

/// <summary>A Dockerfile as it was understood, one instruction a line, its place before it.</summary>
internal static class TreePrinter
{
    public static string Print(Dockerfile dockerfile)
    {
        var text = new StringBuilder();
        foreach (ParserDirective directive in dockerfile.Directives)
            text.Append(CultureInfo.InvariantCulture, $"{directive.Range} # {directive.Name}={directive.Value}\n");
        foreach (DockerfileWarning warning in dockerfile.Warnings)
            text.Append(CultureInfo.InvariantCulture, $"{warning}\n");
        foreach (ArgInstruction argument in dockerfile.GlobalArguments)
            Print(text, argument);
        foreach (Stage stage in dockerfile.Stages)
        {
            text.Append(CultureInfo.InvariantCulture, $"stage {stage.Index} {stage.Name}\n");
            Print(text, stage.From);
            foreach (Instruction instruction in stage.Instructions)
                Print(text, instruction);
        }
        return text.ToString();
    }

    public static string Quote(string? text) =>
        text is null
            ? "-"
            : "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\t", "\\t")
                .Replace("\r", "\\r") + "\"";

    private static void Print(StringBuilder text, Instruction instruction)
    {
        text.Append(CultureInfo.InvariantCulture, $"{instruction.Range} {instruction.Keyword} {Words(instruction)}\n");
        if (instruction.Source.Comments.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"    below {List(instruction.Source.Comments)}\n");
    }

    private static string Words(Instruction instruction) => instruction switch
    {
        FromInstruction from => $"{Quote(from.Image)} as {Quote(from.Name)} platform {Quote(from.Platform)}",
        ArgInstruction arg =>
            string.Join(' ', arg.Definitions.Select(each => $"{Quote(each.Name)}={Quote(each.Default)}")),
        EnvInstruction env => Assignments(env.Variables),
        LabelInstruction label => Assignments(label.Labels),
        RunInstruction run =>
            $"{Command(run.Command)}{Heredocs(run.Heredocs)}{string.Concat(run.Mounts.Select(mount => $" mount {Quote(mount.Text)} from {Quote(mount.From)}"))} {run.Network} {run.Security}",
        CopyInstruction copy => $"{Copy(copy.Words)} from {Quote(copy.From)} parents {copy.KeepsParents}",
        AddInstruction add =>
            $"{Copy(add.Words)} git {add.KeepsGitDirectory} checksum {Quote(add.Checksum)} unpack {add.Unpacks}",
        WorkdirInstruction workdir => Quote(workdir.Path),
        UserInstruction user => Quote(user.User),
        CmdInstruction cmd => Command(cmd.Command),
        EntrypointInstruction entrypoint => Command(entrypoint.Command),
        ExposeInstruction expose => List(expose.Ports),
        VolumeInstruction volume => List(volume.Paths),
        MaintainerInstruction maintainer => Quote(maintainer.Author),
        OnbuildInstruction onbuild =>
            $"{Quote(onbuild.Trigger)} = {onbuild.Instruction.Keyword} {Words(onbuild.Instruction)}",
        HealthcheckInstruction { Check: Healthcheck check } =>
            $"{List(check.Test)} interval {check.Interval} timeout {check.Timeout} start {check.StartPeriod} every {check.StartInterval} retries {check.Retries}",
        ShellInstruction shell => List(shell.Words),
        StopsignalInstruction signal => Quote(signal.Signal),
        _ => throw new ArgumentOutOfRangeException(nameof(instruction)),
    };

    private static string Assignments(IEnumerable<Assignment> assignments) =>
        string.Join(
            ' ', assignments.Select(each => $"{Quote(each.Name)}{(each.IsLegacy ? " is " : "=")}{Quote(each.Value)}"));

    private static string Command(CommandLine command) =>
        $"{(command.IsShell ? "shell" : "exec")} {List(command.Words)}";

    private static string Copy(CopyWords words) =>
        $"{List(words.Paths)}{Heredocs(words.Files)} to {Quote(words.Destination)} owner {Quote(words.Owner)} mode {Quote(words.Mode)} link {words.IsLinked} exclude {List(words.Excludes)}";

    private static string Heredocs(IEnumerable<Heredoc> heredocs) => string.Concat(heredocs.Select(each =>
        $"\n    {each.FileDescriptor}<<{(each.StripsTabs ? "-" : "")}{Quote(each.Name)}{(each.IsExpanded ? "" : " as it is")} {Quote(each.Content)}\n   "));

    private static string List(IEnumerable<string> words) => $"[{string.Join(", ", words.Select(Quote))}]";
}
