// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Client;

/// <summary>
/// An OCI runtime with runc's command line, executed: <c>husk-oci</c>, runc, crun. Each verb waits for the runtime to
/// end; those that may take long have a form that begins and leaves the waiting to the caller.
/// </summary>
public sealed class RuntimeClient
{
    private readonly string _program;
    private readonly string[] _global;

    /// <param name="program">Path of the runtime.</param>
    /// <param name="arguments">What stands before every command, such as <c>--systemd-cgroup</c>.</param>
    /// <param name="root">Where the runtime keeps its state; null for its own default.</param>
    public RuntimeClient(string program, IReadOnlyList<string> arguments, string? root)
    {
        _program = program;
        _global = root is null ? [.. arguments] : [.. arguments, "--root", root];
    }

    /// <summary>Makes a container and starts it.</summary>
    /// <returns>In the foreground how its process ended; else zero.</returns>
    /// <exception cref="RuntimeFailure">The runtime could not, as all verbs here.</exception>
    public int Run(RunRequest request)
    {
        using RuntimeCall call = BeginRun(request);
        return call.Complete(!request.Detach);
    }

    /// <summary>As <see cref="Run"/>, without the wait.</summary>
    public RuntimeCall BeginRun(RunRequest request) => Begin(
        request.Streams,
        [
            "run", .. StartFlags(request.Detach, request.PidFile, request.ConsoleSocket),
            "--bundle", request.Bundle, request.Id,
        ]);

    /// <summary>
    /// Makes a container whose process waits for <see cref="BeginStart"/>, without the wait for the runtime.
    /// </summary>
    public RuntimeCall BeginCreate(RunRequest request) => Begin(
        request.Streams,
        [
            "create", .. StartFlags(detach: false, request.PidFile, request.ConsoleSocket),
            "--bundle", request.Bundle, request.Id,
        ]);

    /// <summary>Lets the process of a created container go, without the wait for the runtime.</summary>
    public RuntimeCall BeginStart(string id) => Begin(StandardStreams.None, ["start", id]);

    /// <summary>Starts a process in a container.</summary>
    /// <returns>In the foreground how it ended; else zero.</returns>
    public int Exec(ExecRequest request)
    {
        using RuntimeCall call = BeginExec(request);
        return call.Complete(!request.Detach);
    }

    /// <summary>As <see cref="Exec"/>, without the wait.</summary>
    public RuntimeCall BeginExec(ExecRequest request) => Begin(
        request.Streams,
        [
            "exec", .. StartFlags(request.Detach, request.PidFile, request.ConsoleSocket),
            "--process", request.ProcessFile, request.Id,
        ]);

    /// <summary>Removes a container; by force also one that runs, and then none is no failure.</summary>
    public void Delete(string id, bool force = false) => Do(force ? ["delete", "--force", id] : ["delete", id]);

    /// <summary>As <see cref="Delete"/>, without the wait.</summary>
    public RuntimeCall BeginDelete(string id, bool force = false) =>
        Begin(StandardStreams.None, force ? ["delete", "--force", id] : ["delete", id]);

    /// <summary>
    /// Sends a signal to the container's process, or with <paramref name="all"/> to all its processes.
    /// </summary>
    public void Kill(string id, int signal, bool all = false)
    {
        string number = signal.ToString(CultureInfo.InvariantCulture);
        Do(all ? ["kill", "--all", id, number] : ["kill", id, number]);
    }

    public void Pause(string id) => Do("pause", id);

    public void Resume(string id) => Do("resume", id);

    /// <summary>What the runtime says of a container.</summary>
    public ContainerState State(string id) => RuntimeSpecJson.ParseState(Do("state", id), "the runtime's state");

    /// <summary>Changes the limits that are given.</summary>
    public void Update(string id, Resources resources)
    {
        using OwnedFd file = MemFd.Create("resources");
        Fd.WriteAll(file, RuntimeSpecJson.Write(resources));
        Do("update", "--resources", RuntimeCall.PathOf(file), id);
    }

    /// <summary>The host's numbers of all processes in a container.</summary>
    public int[] Processes(string id)
    {
        var numbers = new List<int>();
        var json = new Utf8JsonReader(Do("ps", "--format", "json", id));
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.Number)
                numbers.Add(json.GetInt32());
        }

        return [.. numbers];
    }

    /// <summary>What the runtime would do with a bundle, as JSON: husk-oci alone tells it.</summary>
    public byte[] Plan(string bundle) => Do("plan", "--format", "json", "--bundle", bundle);

    /// <summary>One event of the type stats, as runc's <c>events</c> prints it: JSON.</summary>
    public byte[] Statistics(string id) => Do("events", "--stats", id);

    private static List<string> StartFlags(bool detach, string? pidFile, string? consoleSocket)
    {
        var flags = new List<string>();
        if (detach)
            flags.Add("--detach");
        if (pidFile is not null)
            flags.AddRange(["--pid-file", pidFile]);
        if (consoleSocket is not null)
            flags.AddRange(["--console-socket", consoleSocket]);
        return flags;
    }

    private RuntimeCall Begin(StandardStreams streams, string[] arguments) =>
        new(_program, _global, arguments, streams);

    private byte[] Do(params string[] arguments)
    {
        using RuntimeCall call = Begin(StandardStreams.None, arguments);
        call.Complete();
        return call.Output;
    }
}
