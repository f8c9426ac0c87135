// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Cli.Templates;
using Husk.Engine;
using Husk.Engine.Containers;
using Husk.Linux;
using Husk.Oci;

namespace Husk.Cli;

/// <summary>What a failure says and what the program exits with: 125 for wrong flags, 128 and the signal's number when
/// interrupted, else 1.</summary>
internal static class Failure
{
    // EPIPE, which .NET hands on as it is.
    private const int BrokenPipe = 32;

    /// <param name="streams">Where it is told.</param>
    /// <param name="failure">What came.</param>
    /// <param name="command">Which command; null when it is not known yet.</param>
    /// <param name="name">As it was typed.</param>
    /// <param name="signal">The number of the signal that interrupted it; null for none.</param>
    /// <param name="debug">Whether to tell where in the program.</param>
    public static int Report(
        Streams streams, Exception failure, Command? command, string name, int? signal, bool debug)
    {
        switch (failure)
        {
            case UsageException usage:
                string help = name.Length == 0 ? "husk" : "husk " + name;
                string form =
                    "\n\n" + (command is null ? "Usage:  husk [OPTIONS] COMMAND [ARG...]" : HelpText.Usage(command, name));
                // docker/cli, cli/required.go: "See" only where there are too few arguments, and may be any number of
                // them.
                string verb = usage.ExitCode != UsageException.WrongFlag && command?.Count.Most == int.MaxValue
                    ? "See"
                    : "Run";
                Write(streams, $"{usage.Message}{form}\n\n{verb} '{help} --help' for more information\n");
                return usage.ExitCode;
            case RequestException request:
                Write(streams, request.ExitCode == 1
                    ? request.Message + "\n"
                    : $"husk: {request.Message}\n\nRun 'husk {name} --help' for more information\n");
                return request.ExitCode;
            case OperationCanceledException:
                // SIGINT where nobody knows.
                return 128 + (signal ?? 2);
            case Exception when NobodyReads(failure):
                // Whoever read our output has seen enough.
                return 1;
            case StartException start when command is not null:
                Write(streams, $"{Prefix(command)}{start.Message}{Hint(command, name)}\n");
                return command.FailureCode == 1 ? 1 : start.ExitCode == 128 ? command.FailureCode : start.ExitCode;
            case TemplateException { ExitCode: not 1 } wrong:
                Write(streams, wrong.Message + "\n");
                return wrong.ExitCode;
            case EngineException or SpecException or TemplateException or SyscallException or IOException
                or UnauthorizedAccessException:
                Write(streams, $"{Prefix(command)}{failure.Message}{Hint(command, name)}\n");
                return command is null or { FailureCode: 1 } ? 1 : CodeOf(failure.Message, command.FailureCode);
            default:
                Write(streams, debug
                    ? $"husk: internal error: {failure}\n"
                    : $"husk: internal error: {failure.GetType().Name}: {failure.Message} (--debug tells where)\n");
                return 1;
        }
    }

    private static bool NobodyReads(Exception failure) =>
        failure is IOException { HResult: BrokenPipe } or SyscallException { Errno: BrokenPipe }
        || (failure is EngineException { InnerException: { } cause } && NobodyReads(cause));

    // docker's client goes by the words of whoever could not start the container, too (cli, toStatusError).
    private static int CodeOf(string message, int otherwise) =>
        message.Contains("no such file or directory", StringComparison.Ordinal)
            || message.Contains("executable file not found", StringComparison.Ordinal) ? 127
        : message.Contains("permission denied", StringComparison.Ordinal)
            || message.Contains("is a directory", StringComparison.Ordinal) ? 126
        : otherwise;

    // As docker: where the exit code may be the container's, the words say whose they are, and where to read on.
    private static string Prefix(Command? command) => command is null or { FailureCode: 1 } ? "Error: " : "husk: ";

    private static string Hint(Command? command, string name) =>
        command is null or { FailureCode: 1 } ? "" : $"\n\nRun 'husk {name} --help' for more information";

    /// <summary>The words name no command: nothing, a group of commands, or something that is not there.</summary>
    /// <param name="streams">Where it is told.</param>
    /// <param name="words">What was typed behind the global options.</param>
    /// <param name="explained">Whether it was `husk help WORDS`.</param>
    public static int UnknownCommand(Streams streams, string[] words, bool explained)
    {
        string[] plain = [.. words.Where(word => word is not ("-h" or "--help"))];
        if (plain.Length == 0)
        {
            (words.Length == 0 ? streams.Error : streams.Out).Write(HelpText.OfProgram());
            return 0;
        }
        (string group, string summary) = CommandTable.Groups.FirstOrDefault(group => group.Name == plain[0]);
        if (group is not null && plain.Length == 1)
        {
            // What was asked for is output, what is told instead of doing something is not.
            (words.Length == 1 ? streams.Error : streams.Out)
                .Write(HelpText.OfGroup(group, summary, CommandTable.Below(group)));
            return 0;
        }
        if (explained)
        {
            Write(streams, $"unknown help topic: {string.Join(' ', plain)}\n");
            return 1;
        }
        string parent = group is null ? "husk" : "husk " + group;
        string usage = group is null ? "" : $"Usage:  {parent}\n\n";
        Write(streams, $"husk: unknown command: husk {string.Join(' ', plain.Take(group is null ? 1 : 2))}\n\n{usage}Run '{parent} --help' for more information\n");
        return 1;
    }

    private static void Write(Streams streams, string text)
    {
        try
        {
            streams.Error.Write(text);
        }
        catch (IOException)
        {
            // There is nowhere else to say it.
        }
    }
}
