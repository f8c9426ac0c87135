// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using Husk.Engine.Containers;
using Husk.Linux;

namespace Husk.Engine.Building.Agents;

/// <summary>
/// OpenSSH's agent with keys of the user's, as long as a build takes. It ends with this process however that ends: it
/// waits for the end of a pipe.
/// </summary>
internal sealed class KeyAgent : IDisposable
{
    private const string Program = "ssh-agent";

    // What the agent executes once it listens; when this ends the agent would notice within ten seconds, so it is told.
    private const string Script = "ssh-add -q -- \"$@\" < /dev/null && echo ready && cat; kill \"$SSH_AGENT_PID\"";

    private readonly SpawnedProcess _process;
    private readonly OwnedFd _life;

    private KeyAgent(string socket, SpawnedProcess process, OwnedFd life) =>
        (Socket, _process, _life) = (socket, process, life);

    /// <summary>Its path.</summary>
    public string Socket { get; }

    /// <exception cref="EngineException">It is not installed.</exception>
    public static void Require()
    {
        if (Programs.Find(Program) is null || Programs.Find("ssh-add") is null)
        {
            throw new EngineException(
                EngineFault.NotFound,
                "--ssh ID=KEY holds the key in an agent, which takes the programs ssh-agent and ssh-add: install openssh-client, or give the socket of an agent");
        }
    }

    /// <summary>Starts one and waits until it has the keys.</summary>
    /// <param name="directory">For its socket; nobody else's.</param>
    /// <param name="name">
    /// Of the socket, relative, for an address has no room for a long path (unix(7)). Nothing else anywhere has it: the
    /// agent, whose working directory is <c>/</c> by then, removes what is called so.
    /// </param>
    /// <param name="keys">Files, absolute.</param>
    /// <exception cref="EngineException">A key cannot be read; in ssh-add's words.</exception>
    public static KeyAgent Start(string directory, string name, IReadOnlyList<string> keys)
    {
        using OwnedFd errors = MemFd.Create(Program);
        using Pipe life = Pipe.Open(), told = Pipe.Open();
        SpawnedProcess process = Spawn.Start(new SpawnRequest
        {
            Program = Programs.Find(Program)!,
            Arguments = ["-a", name, "/bin/sh", "-c", Script, "sh", .. keys],
            Directory = directory,
            // An interrupt at the terminal is this process's to answer.
            NewSession = true,
            Fds = [new(life.ReadEnd.Number, 0), new(told.WriteEnd.Number, 1), new(errors.Number, 2)],
        });
        told.WriteEnd.Dispose();
        var agent = new KeyAgent($"{directory}/{name}", process, Fd.Duplicate(life.WriteEnd, 3));
        if (Fd.Read(told.ReadEnd, new byte[16]) > 0)
            return agent;
        agent.Dispose();
        Fd.SeekTo(errors, 0);
        string said = Encoding.UTF8.GetString(Fd.ReadAll(errors, 1 << 16)).Trim().ReplaceLineEndings("; ");
        throw new EngineException(
            EngineFault.InvalidArgument, $"cannot hold {string.Join(", ", keys)} in an ssh agent: {said}");
    }

    public void Dispose()
    {
        _life.Dispose();
        _process.Wait();
        _process.Dispose();
    }
}
