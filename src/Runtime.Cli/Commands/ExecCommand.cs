// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class ExecCommand
{
    public static Command Row() => new()
    {
        Name = "exec",
        Summary = "execute a new process inside a container",
        Arguments = "<container-id> <command> [arguments...]  || -p process.json <container-id>",
        Description = """
            Runs one more process in a running container, with the environment, user and rights of
            the bundle's process except where flags say otherwise, and exits as that process did.
            When the process cannot be run at all the exit code is 255.
            """,
        Flags =
        [
            new("console-socket", FlagKind.Text, "unix socket that is sent the terminal's master end"),
            new("pidfd-socket", FlagKind.Text, "unix socket that is sent a pidfd of the process"),
            new("cwd", FlagKind.Text, "working directory in the container"),
            new("env", FlagKind.TextList, "add an environment variable: NAME=VALUE") { Short = "e" },
            new("tty", FlagKind.Switch, "give the process a terminal") { Short = "t" },
            new("user", FlagKind.Text, "user to run as: UID[:GID]") { Short = "u" },
            new("additional-gids", FlagKind.NumberList, "add a supplementary group") { Short = "g" },
            new("process", FlagKind.Text, "file with the whole process object, in place of flags") { Short = "p" },
            new("detach", FlagKind.Switch, "return as soon as the process has started") { Short = "d" },
            new("pid-file", FlagKind.Text, "file to write the process's pid to"),
            new("process-label", FlagKind.Text, "SELinux label of the process"),
            new("apparmor", FlagKind.Text, "AppArmor profile of the process"),
            new("no-new-privs", FlagKind.Switch, "the process can gain no privileges by executing a program"),
            new("cap", FlagKind.TextList, "add a bounding, permitted and effective capability") { Short = "c" },
            new("preserve-fds", FlagKind.Number, "how many more descriptors to pass on, from 3 on") { Default = "0" },
            new("cgroup", FlagKind.TextList, "run in a cgroup below the container's: [CONTROLLER[,CONTROLLER]:]PATH"),
            new("ignore-paused", FlagKind.Switch, "go on although the container is paused"),
        ],
        WordsEndFlags = true,
        MinArguments = 1,
        MaxArguments = int.MaxValue,
        FailureCode = 255,
        FailurePrefix = "exec failed: ",
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        ExecRequest request = Requests.Exec(of);
        if (request.Args.Count == 0 && request.ProcessFile is null)
            throw new LifecycleException("exec args cannot be empty: name a command, or a file with --process");
        return Exec.Run(of.Store, request, of.Log);
    }
}
