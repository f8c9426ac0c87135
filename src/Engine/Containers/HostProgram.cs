// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Text;
using Husk.Linux;

namespace Husk.Engine.Containers;

/// <summary>A program of the host that is asked something, and answers at once.</summary>
internal static class HostProgram
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">What comes after its name.</param>
    /// <param name="input">What it reads; it comes to an end.</param>
    /// <returns>Its exit code as a shell has it, and what it wrote.</returns>
    public static (int Status, string Output, string Errors) Run(
        string program, IReadOnlyList<string> arguments, string input = "")
    {
        using OwnedFd read = MemFd.Create("input"), output = MemFd.Create("output"), errors = MemFd.Create("errors");
        Fd.WriteAll(read, Encoding.UTF8.GetBytes(input));
        Fd.SeekTo(read, 0);
        using SpawnedProcess process = Spawn.Start(new SpawnRequest
        {
            Program = program,
            Arguments = arguments,
            Fds = [new(read.Number, 0), new(output.Number, 1), new(errors.Number, 2)],
        });
        int status = process.Wait().ShellCode;
        return (status, Text(output), Text(errors));
    }

    private static string Text(OwnedFd file)
    {
        Fd.SeekTo(file, 0);
        return Encoding.UTF8.GetString(Fd.ReadAll(file));
    }
}
