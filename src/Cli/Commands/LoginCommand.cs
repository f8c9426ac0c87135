// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Linux;

namespace Husk.Cli.Commands;

internal static class LoginCommand
{
    public static readonly Command Row = new(["login"], "[SERVER]", "Authenticate to a registry")
    {
        Count = (0, 1),
        Description = "Authenticate to a registry.\nDefaults to Docker Hub if no server is specified.",
        Flags =
        [
            new("password", 'p', FlagKind.String, "Password or access token"),
            new("password-stdin", '\0', FlagKind.Bool, "Take the password or access token from stdin"),
            new("username", 'u', FlagKind.String, "Username"),
        ],
        Run = Run,
    };

    private static async Task<int> Run(Invocation call)
    {
        string? server = call.Argument(0);
        string? user = call.Flags.String("username");
        string? password = call.Flags.String("password");
        if (password is not null && call.Flags.Bool("password-stdin"))
        {
            throw new EngineException(EngineFault.InvalidArgument,
                "conflicting options: cannot specify both --password and --password-stdin");
        }
        if (password is not null)
            call.Streams.Error.Write("WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n");
        if (call.Flags.Bool("password-stdin"))
            password = FromStandardInput(user);
        bool isKept = false;
        if (user is null && password is null && call.Images.KeptLogin(server) is { } kept)
        {
            isKept = true;
            call.Streams.Error.Write($"Authenticating with existing credentials... [Username: {kept.User}]\n\n"
                + " Info -> To login with a different account, run 'husk logout' followed by 'husk login'\n\n\n");
            (user, password) = kept;
        }
        if (user is { Length: 0 })
            throw new EngineException(EngineFault.InvalidArgument, "username is empty");
        user ??= Ask(call, "Username: ", hidden: false);
        password ??= Ask(call, "Password: ", hidden: true);
        if (await call.Images.Login(server, user, password, call.Cancel).ConfigureAwait(false) is { } file && !isKept)
        {
            call.Streams.Error.Write(
                $"\nWARNING! Your credentials are stored unencrypted in '{file}'.\nConfigure a credential helper to remove this warning. See\n"
                + "https://docs.docker.com/go/credential-store/\n\n");
        }
        call.Streams.Out.Write("Login Succeeded\n");
        return 0;
    }

    private static string FromStandardInput(string? user)
    {
        if (string.IsNullOrEmpty(user))
        {
            throw new EngineException(
                EngineFault.InvalidArgument, "the --password-stdin option requires --username to be set");
        }
        return Streams.ReadLine() is { Length: > 0 } line
            ? line
            : throw new EngineException(EngineFault.InvalidArgument, "password is empty");
    }

    private static string Ask(Invocation call, string prompt, bool hidden)
    {
        if (!call.Streams.InIsTerminal)
        {
            throw new EngineException(
                EngineFault.InvalidArgument, "Cannot perform an interactive login from a non TTY device");
        }
        call.Streams.Out.Write(prompt);
        string? line = hidden ? Hidden() : Streams.ReadLine();
        return line is { Length: > 0 }
            ? line
            : throw new EngineException(
                EngineFault.InvalidArgument, $"{prompt.TrimEnd(':', ' ').ToLowerInvariant()} is empty");
    }

    private static string? Hidden()
    {
        var terminal = new BorrowedFd(0);
        TerminalMode before = TerminalMode.Of(terminal);
        try
        {
            before.WithoutEcho().ApplyTo(terminal);
            return Streams.ReadLine();
        }
        finally
        {
            before.ApplyTo(terminal);
        }
    }
}
