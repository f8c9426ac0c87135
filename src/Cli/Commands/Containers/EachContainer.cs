// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

/// <summary>The same to each container that was named, as docker: what fails is told, and the others have their
/// turn.</summary>
internal static class EachContainer
{
    /// <summary>As many as docker's client has on their way at once.</summary>
    private const int AtOnce = 50;

    /// <summary>Prints each name for which it was done.</summary>
    /// <param name="call">The command.</param>
    /// <param name="verb">What is done.</param>
    /// <param name="failure">What is said in the end when it could not be done to some, before their names.</param>
    public static Task<int> Do(Invocation call, Action<string> verb, string? failure = null) => Print(call, name =>
    {
        verb(name);
        return name;
    }, failure);

    /// <summary>The same where it takes its time: it is begun for the next ones before the first has ended.</summary>
    /// <param name="call">The command.</param>
    /// <param name="begin">Gives what waits for the end.</param>
    public static Task<int> DoTogether(Invocation call, Func<string, Action> begin)
    {
        var begun = new Queue<Action>();
        int next = 0;
        return Do(call, _ =>
        {
            while (begun.Count < AtOnce && next < call.Arguments.Length)
                begun.Enqueue(Begin(call.Arguments[next++]));
            begun.Dequeue()();
        });

        // What cannot be begun is told when its turn comes.
        Action Begin(string name)
        {
            try
            {
                return begin(name);
            }
            catch (EngineException e)
            {
                return () => throw e;
            }
        }
    }

    /// <summary>Prints for each what the verb says.</summary>
    public static Task<int> Print(Invocation call, Func<string, string?> verb, string? failure = null)
    {
        var failed = new List<string>();
        foreach (string name in call.Arguments)
        {
            try
            {
                if (verb(name) is { } line)
                    call.Streams.Out.Write(line + "\n");
            }
            catch (Exception e) when (e is EngineException or StartException)
            {
                call.Streams.Error.Write($"Error: {e.Message}\n");
                failed.Add(name);
            }
        }
        if (failed.Count > 0 && failure is not null)
            call.Streams.Error.Write($"Error: {failure}: {string.Join(", ", failed)}\n");
        return Task.FromResult(failed.Count == 0 ? 0 : 1);
    }
}
