// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Linq;
using Husk.Build.Syntax.Instructions;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Syntax;

internal sealed partial class InstructionParser
{
    private const long Millisecond = 1_000_000;

    private RunInstruction ParseRun()
    {
        var flags = new InstructionFlags(source, head.Flags, "mount*", "network", "security");
        CommandLine command = Command(head.Rest);
        if (command.Words.Count == 0)
            throw Wrong("RUN requires at least one argument");
        return new RunInstruction(
            source, command, heredocs, [.. flags.List("mount").Select(Mount)], Network(flags), Security(flags));
    }

    private MountFlag Mount(string text)
    {
        try
        {
            return new MountFlag(text, MountParser.FromOf(text));
        }
        catch (ExpansionException wrong)
        {
            throw Wrong(wrong.Message, wrong.Word);
        }
    }

    private RunNetwork Network(InstructionFlags flags) => flags.Text("network") switch
    {
        null or "default" => RunNetwork.Default,
        "none" => RunNetwork.None,
        "host" => RunNetwork.Host,
        string mode => throw Wrong($"invalid network mode \"{mode}\": default, none or host expected", mode),
    };

    private RunSecurity Security(InstructionFlags flags) => flags.Text("security") switch
    {
        null or "sandbox" => RunSecurity.Sandbox,
        "insecure" => RunSecurity.Insecure,
        string mode => throw Wrong($"security \"{mode}\" is not valid: sandbox or insecure expected", mode),
    };

    private CommandLine ParseCommand() => Command(WithoutFlags());

    private CommandLine Command(string rest) =>
        Json(rest) is { } words
            ? new CommandLine(words, IsShell: false)
            : new CommandLine(rest.Length == 0 ? [] : [rest], IsShell: true);

    private HealthcheckInstruction ParseHealthcheck()
    {
        (string kind, string? rest) = InstructionWords.Cut(head.Rest);
        switch (kind.ToUpperInvariant())
        {
            case "":
                throw Wrong("HEALTHCHECK requires at least one argument");
            case "NONE" when rest is not null:
                throw Wrong("HEALTHCHECK NONE takes no arguments", rest);
            case "NONE":
                _ = WithoutFlags();
                return new HealthcheckInstruction(source, new Healthcheck { Test = ["NONE"] });
            case "CMD":
                return new HealthcheckInstruction(source, Probe(Command(rest ?? "")));
            default:
                throw Wrong($"Unknown type \"{kind.ToUpperInvariant()}\" in HEALTHCHECK (try CMD)", kind);
        }
    }

    private Healthcheck Probe(CommandLine command)
    {
        if (command.Words.Count == 0)
            throw Wrong("Missing command after HEALTHCHECK CMD");
        var flags = new InstructionFlags(
            source, head.Flags, "interval", "timeout", "start-period", "start-interval", "retries");
        return new Healthcheck
        {
            Test = [command.IsShell ? "CMD-SHELL" : "CMD", .. command.Words],
            Interval = Duration(flags, "interval"),
            Timeout = Duration(flags, "timeout"),
            StartPeriod = Duration(flags, "start-period"),
            StartInterval = Duration(flags, "start-interval"),
            Retries = Retries(flags.Text("retries")),
        };
    }

    private long Duration(InstructionFlags flags, string name)
    {
        if (flags.Text(name) is not { } text)
            return 0;
        long duration = Nanoseconds.Parse(text) ?? throw Wrong($"time: invalid duration \"{text}\"", text);
        return duration is 0 or >= Millisecond
            ? duration
            : throw Wrong($"Interval \"{name}\" cannot be less than 1ms", text);
    }

    private long Retries(string? text)
    {
        if (text is null)
            return 0;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int retries))
            throw Wrong($"--retries: \"{text}\" is no number", text);
        return retries >= 0 ? retries : throw Wrong($"--retries cannot be negative ({retries})", text);
    }
}
