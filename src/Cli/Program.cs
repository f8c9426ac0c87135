// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Cli;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands;
using Husk.Cli.Output;
using Husk.Engine.Images;

var streams = new Streams();
Command? command = null;
string name = "";
bool debug = false;
int? signal = null;
try
{
    FlagValues global = GlobalOptions.Parse(args, out string[] words);
    GlobalOptions options = GlobalOptions.Of(global);
    debug = options.Debug;
    if (global.Bool("version"))
    {
        streams.Out.Write(VersionCommand.Line + "\n");
        return 0;
    }
    bool explained = words is ["help", ..];
    if (explained)
        words = words[1..];
    // `husk --help pull` is `husk pull --help`, and so is `husk help pull`.
    if (global.Bool("help") || explained)
        words = [.. words, "--help"];
    command = CommandTable.Find(words, out name);
    if (command is null)
        return Failure.UnknownCommand(streams, words, explained);

    string[] rest = words[name.Split(' ').Length..];
    FlagValues flags = FlagParser.Parse(command.Flags, rest, mixed: !command.TakesCommand, out string[] arguments);
    if (flags.Bool("help"))
    {
        streams.Out.Write(HelpText.Of(command, name));
        return 0;
    }
    arguments = command.Checked(arguments, name);
    GlobalOptions.CheckEnvironment(global);
    using var interrupt = new Interrupt();
    using var images = new ImageEngine(options.Root, options.ConfigFile)
    {
        Warn = options.WarningsTo(streams),
        Cancel = interrupt.Token,
    };
    try
    {
        return await command.Run(new Invocation(options, flags, arguments, streams, images, interrupt))
            .ConfigureAwait(false);
    }
    finally
    {
        signal = interrupt.Came;
    }
}
catch (Exception failure)
{
    return Failure.Report(streams, failure, command, name, signal, debug);
}
