// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>The processes of a running container, as the host's ps shows them.</summary>
    /// <param name="nameOrId">Which.</param>
    /// <param name="options">What ps gets; <c>-ef</c> when empty.</param>
    /// <exception cref="EngineException">It does not run (Conflict), or ps does not take the options.</exception>
    public ProcessTable Top(string nameOrId, IReadOnlyList<string> options) => Guard(() =>
    {
        (Container container, ContainerState state) = Current(nameOrId);
        if (state.Status is ContainerStatus.Restarting)
        {
            throw new EngineException(
                EngineFault.Conflict, $"Container {container.Id} is restarting, wait until the container is running");
        }
        if (state.Status is not (ContainerStatus.Running or ContainerStatus.Paused))
            throw new EngineException(EngineFault.Conflict, $"container {container.Id} is not running");
        HashSet<int> numbers = [.. RuntimeOf(container).Processes(container.Id)];
        ProcessTable table = Rows(Ps(options.Count == 0 ? ["-ef"] : options, numbers), numbers);
        Tell(container, "top");
        return table;
    });

    internal static ProcessTable Rows(string text, HashSet<int> numbers)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] titles = lines.Length == 0 ? [] : Cells(lines[0], int.MaxValue);
        int pid = Array.IndexOf(titles, "PID");
        if (pid < 0)
            throw new EngineException(EngineFault.InvalidArgument, "Couldn't find PID field in ps output");
        IEnumerable<string[]> rows = lines.Skip(1).Select(line => Cells(line, titles.Length));
        return new ProcessTable(titles, [.. rows.Where(row =>
            row.Length > pid && int.TryParse(row[pid], CultureInfo.InvariantCulture, out int number)
                && numbers.Contains(number))]);
    }

    // The last column keeps its spaces.
    private static string[] Cells(string line, int columns) =>
        line.Split(
            (char[])[' ', '\t'], columns, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Some options show no other user's processes unless they are named, and some do not go together with names.
    private static string Ps(IReadOnlyList<string> options, HashSet<int> numbers)
    {
        string program = Programs.Find("ps")
            ?? throw new EngineException(EngineFault.NotFound, "cannot find ps: install procps on the host");
        (int status, string output, string errors) =
            HostProgram.Run(program, [.. options, "-q" + string.Join(',', numbers)]);
        if (status != 0)
            (status, output, errors) = HostProgram.Run(program, options);
        return status == 0
            ? output
            : throw new EngineException(EngineFault.InvalidArgument,
                $"ps: {(errors.Length > 0 ? errors.Split('\n')[0] : $"exit status {status}")}");
    }
}
