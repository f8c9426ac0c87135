// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Husk.Engine.Containers.Execs;
using Husk.Engine.Containers.Specs;
using Husk.Linux;
using Husk.Monitor.Protocol;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Client;
using static Husk.Linux.Syscalls.Abi;
using ContainerState = Husk.Monitor.Protocol.ContainerState;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    private string Execs => _paths.Run + "/exec";

    private ExecRecords RunningExecs => new(Execs);

    /// <summary>Starts a process in a running container, as a child of this process: whoever asked for it waits for
    /// it.</summary>
    /// <param name="nameOrId">Which.</param>
    /// <param name="config">What to run.</param>
    /// <returns>Null when it was left to itself.</returns>
    /// <exception cref="EngineException">The container does not run, or is paused (Conflict).</exception>
    /// <exception cref="StartException">It cannot be executed; with the exit code that says why.</exception>
    public ExecProcess? Exec(string nameOrId, ExecConfig config) => Guard(() =>
    {
        (Container container, ContainerState state) = Current(nameOrId);
        Transitions.Check(ContainerVerb.Exec, state.Status, container.Id, container.Name);
        string id = ContainerId.New(), words = string.Join(' ', config.Command);
        Tell(container, "exec_create: " + words, ("execID", id));
        At.MkdirIfMissing(BorrowedFd.Cwd, Execs, S_IRWXU);
        string pidFile = $"{Execs}/{id}.pid", socket = $"{Execs}/{id}.sock";
        using OwnedFd process = MemFd.Create("process");
        Process spec = ExecSpec(container, config);
        if (!spec.Cwd.StartsWith('/'))
            throw FailedExec("exec failed: Cwd must be an absolute path");
        if (ProgramLookup.Fault(state.Pid, spec) is { } fault)
            throw FailedExec($"exec failed: unable to start container process: {fault}");
        Fd.WriteAll(process, RuntimeSpecJson.Write(spec));
        using OwnedFd? listener = config.Tty ? UnixSocket.Listen(socket) : null;
        try
        {
            if (!config.Detach)
                Children.AdoptOrphans = true;
            StartExec(container, new ExecRequest
            {
                Id = container.Id,
                ProcessFile = $"/proc/{Environment.ProcessId}/fd/{process.Number}",
                PidFile = pidFile,
                ConsoleSocket = listener is null ? null : socket,
                Detach = true,
                Streams = config.Tty || config.Detach
                    ? StandardStreams.None
                    : new StandardStreams(config.Streams.Input, config.Streams.Output, config.Streams.Error),
            });
            Tell(container, "exec_start: " + words, ("execID", id));
            OwnedFd? terminal = listener is null ? null : TakeTerminal(listener);
            int pid =
                int.Parse(Encoding.ASCII.GetString(At.ReadAll(BorrowedFd.Cwd, pidFile)), CultureInfo.InvariantCulture);
            RunningExecs.Add(container.Id, id, pid);
            if (config.Detach)
            {
                LeaveTerminal(terminal);
                return null;
            }
            return new ExecProcess(PidFd.Open(pid), terminal, code =>
            {
                RunningExecs.Remove(container.Id, id);
                Tell(container, "exec_die", ("execID", id), ("exitCode", code.ToString(CultureInfo.InvariantCulture)));
            });
        }
        finally
        {
            At.UnlinkIfThere(BorrowedFd.Cwd, pidFile);
            if (listener is not null)
                At.UnlinkIfThere(BorrowedFd.Cwd, socket);
        }
    });

    private void StartExec(Container container, ExecRequest request)
    {
        try
        {
            using RuntimeCall call = RuntimeOf(container).BeginExec(request);
            call.Complete();
        }
        catch (RuntimeFailure e)
        {
            throw FailedExec(e.Message);
        }
    }

    private static StartException FailedExec(string message)
    {
        StartFailure failure = StartFailure.From($"OCI runtime exec failed: {message}");
        return new StartException(failure.Message, failure.ExitCode);
    }

    // The container's own process, with what was asked for in its place: it had its limits and capabilities checked
    // once.
    private Process ExecSpec(Container container, ExecConfig config)
    {
        ContainerPaths paths = _paths.Of(container.Id);
        Process own = RuntimeSpecJson.Parse(At.ReadAll(BorrowedFd.Cwd, paths.Spec), paths.Spec).Process
            ?? throw new EngineException(EngineFault.Corrupt, $"{paths.Spec} has no process");
        List<string> environment = [.. own.Env];
        environment.RemoveAll(
            variable => variable.StartsWith("TERM=", StringComparison.Ordinal) && container.Config.Tty && !config.Tty);
        if (config.Tty && !container.Config.Tty)
            environment.Add("TERM=xterm");
        return own with
        {
            Terminal = config.Tty,
            ConsoleSize = config.Tty && config.Window != default
                ? new ConsoleSize { Height = config.Window.Rows, Width = config.Window.Columns } : null,
            Args = config.Command,
            Env = ProcessEnvironment.Merge(environment, config.Env),
            Cwd = config.WorkingDir.Length > 0 ? config.WorkingDir : own.Cwd,
            User = config.User.Length > 0 ? UserOf(container, paths, config.User) : own.User,
            Capabilities = config.Privileged ? AllCapabilities() : own.Capabilities,
        };
    }

    private static User UserOf(Container container, ContainerPaths paths, string user)
    {
        try
        {
            return UserResolver.Resolve(paths.Merged, user, container.HostConfig.GroupAdd);
        }
        catch (EngineException unknown)
        {
            // To docker the process was there by then, and could not be started.
            throw new StartException(unknown.Message, 126);
        }
    }

    private static Capabilities AllCapabilities()
    {
        string[] all = CapabilityNames.Of(new HostConfig { Privileged = true }, HostFactsReader.Read());
        return new Capabilities { Bounding = all, Effective = all, Permitted = all };
    }

    // Nobody looks at it, but somebody must read it: with its last reader the terminal goes, and who is in it with it.
    private static void LeaveTerminal(OwnedFd? terminal)
    {
        if (terminal is null)
            return;
        using (terminal)
        {
            using OwnedFd nothing = At.Open(BorrowedFd.Cwd, "/dev/null", O_RDWR);
            Spawn.Start(new SpawnRequest
            {
                Program = Programs.Husk,
                Arguments = ["exec-drain"],
                Directory = "/",
                NewSession = true,
                Environment = Programs.MonitorEnvironment,
                Fds = [new(terminal.Number, 0), new(nothing.Number, 1), new(nothing.Number, 2)],
            }).Dispose();
        }
    }

    // The runtime has connected and sent before it ended.
    private static OwnedFd TakeTerminal(OwnedFd listener)
    {
        using OwnedFd sender = UnixSocket.TryAccept(listener)
            ?? throw new EngineException(EngineFault.Unavailable, "the runtime made no terminal");
        (_, OwnedFd[] fds) = UnixSocket.ReceiveFds(sender, stackalloc byte[256]);
        return fds.Length == 1
            ? fds[0]
            : throw new EngineException(EngineFault.Unavailable, "the runtime sent no terminal");
    }
}
