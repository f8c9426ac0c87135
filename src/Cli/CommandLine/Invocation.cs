// SPDX-License-Identifier: Apache-2.0
using System.Threading;
using Husk.Cli.Output;
using Husk.Cli.Templates;
using Husk.Engine.Containers;
using Husk.Engine.Images;
using Husk.Engine.Networks;

namespace Husk.Cli.CommandLine;

/// <summary>A command as it was called, and what it works with.</summary>
internal sealed record Invocation(GlobalOptions Options, FlagValues Flags, string[] Arguments, Streams Streams,
    ImageEngine Images, Interrupt Interrupt)
{
    private ContainerEngine? _containers;
    private NetworkEngine? _networks;

    public ContainerEngine Containers =>
        _containers ??= new ContainerEngine(new EnginePaths(Options.Root, Options.Run), Images)
        {
            Warn = Options.WarningsTo(Streams),
            Template = static (template, fields) => Template.Parse(template).Run(fields),
        };

    public NetworkEngine Networks =>
        _networks ??= new NetworkEngine(new EnginePaths(Options.Root, Options.Run))
        {
            Warn = Options.WarningsTo(Streams),
        };

    public CancellationToken Cancel => Interrupt.Token;

    public string? Argument(int index) => index < Arguments.Length ? Arguments[index] : null;
}
