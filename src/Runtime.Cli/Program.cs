// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.CompilerServices;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Runtime.Cli;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Cli.Commands;
using Husk.Runtime.Cli.Output;

// Compiled to native code, the program has before-main.c in it.
if (!RuntimeFeature.IsDynamicCodeSupported)
    ProcessSignals.AreHeldFromTheStart(new SignalSet(BeforeMain.SignalsHeldAtStart()));

Log log = Log.Early();
GlobalOptions? options = null;
Command? command = null;
try
{
    options = GlobalOptions.Parse(args, out string[] words);
    if (options.Version)
        return VersionText.Print(OutputStream.StandardOutput);

    log = Log.Open(options);
    command = options.Help || words.Length == 0 ? HelpCommand.Row() : CommandTable.Find(words[0]);
    string[] rest = options.Help || words.Length == 0 ? [] : words[1..];

    FlagValues flags = FlagParser.Parse(command, rest, out string[] arguments);
    if (flags.Help)
        (command, arguments) = (HelpCommand.Row(), [command.Name]);
    var invocation = new Invocation(options, flags, command.Checked(arguments), OutputStream.StandardOutput, log);
    return command.Run(invocation);
}
catch (Exception failure)
{
    return Failure.Report(failure, command, log, trace: options?.LogLevel == LogLevel.Debug);
}
