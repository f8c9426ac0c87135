// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Client;

/// <summary>
/// A runtime at work. Whoever cannot wait in <see cref="Complete"/> polls <see cref="Process"/> first.
/// </summary>
public sealed class RuntimeCall : IDisposable
{
    // In memory, and reached by the runtime through /proc: nothing is left behind when one of the two is killed.
    private readonly OwnedFd _log = MemFd.Create("runtime-log");
    private readonly OwnedFd _output = MemFd.Create("runtime-output");
    private readonly OwnedFd _errors = MemFd.Create("runtime-errors");
    private readonly SpawnedProcess _process;

    internal RuntimeCall(string program, IReadOnlyList<string> global, string[] arguments, StandardStreams streams)
    {
        try
        {
            using OwnedFd? nothing = streams.Input is null ? At.Open(BorrowedFd.Cwd, "/dev/null", O_RDONLY) : null;
            _process = Spawn.Start(new SpawnRequest
            {
                Program = program,
                Arguments = [.. global, "--log", PathOf(_log), "--log-format", "json", .. arguments],
                Fds =
                [
                    new(streams.Input ?? nothing!.Number, STDIN_FILENO),
                    new(streams.Output ?? _output.Number, STDOUT_FILENO),
                    new(streams.Error ?? _errors.Number, STDERR_FILENO),
                ],
            });
        }
        catch (SyscallException failure)
        {
            CloseFiles();
            throw new RuntimeFailure($"cannot execute the runtime {program}: {failure.Message}", 127);
        }
    }

    /// <summary>The runtime's pidfd: readable when it has ended; closed with this.</summary>
    public OwnedFd Process => _process.Fd;

    /// <summary>The runtime's number.</summary>
    public int Pid => _process.Pid;

    /// <summary>Ends the runtime where it is.</summary>
    public void Kill() => PidFd.SendSignal(_process.Fd, SIGKILL);

    /// <summary>What it wrote to its standard output, where that was no stream of the caller's.</summary>
    public byte[] Output => RuntimeLog.Content(_output);

    /// <summary>
    /// Waits until the runtime has ended; its status, which in the foreground is that of the process.
    /// </summary>
    /// <param name="foreground">Whether a status other than zero may be the process's.</param>
    /// <exception cref="RuntimeFailure">The runtime says that it failed.</exception>
    public int Complete(bool foreground = false)
    {
        int status = _process.Wait().ShellCode;
        if (status == 0)
            return 0;
        string? error = RuntimeLog.LastError(RuntimeLog.Content(_log));
        if (foreground && error is null)
            return status;
        string message = error ?? RuntimeLog.LastLine(RuntimeLog.Content(_errors))
            ?? string.Create(CultureInfo.InvariantCulture, $"the runtime exited with status {status} and no word");
        throw new RuntimeFailure(message, status);
    }

    public void Dispose()
    {
        _process.Dispose();
        CloseFiles();
    }

    /// <summary>A path by which any process of this pid namespace reaches an open file.</summary>
    internal static string PathOf(OwnedFd file) =>
        string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{file.Number}");

    private void CloseFiles()
    {
        _log.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }
}
