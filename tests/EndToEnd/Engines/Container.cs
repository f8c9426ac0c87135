// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.EndToEnd.Engines;

/// <summary>A container in the background; removed by force when the test is done with it.</summary>
internal sealed class Container(Engine engine, string name) : IDisposable
{
    private bool _removed;

    public string Name => name;

    public ContainerStatus Status => engine.Status(name);

    public string Logs => engine.Logs(name);

    public Invocation BeginExec(Launch launch, ContainerOptions options, params string[] command) =>
        engine.Begin(launch, engine.ExecWords(options, name, command));

    public Result Exec(ContainerOptions options, params string[] command) =>
        engine.WithOutput(() => BeginExec(Launch.Default, options, command).Wait());

    public Result Exec(params string[] command) => Exec(ContainerOptions.Default, command);

    public Result Shell(string script) => Exec("sh", "-c", script);

    public void Kill(string signal) => engine.Kill(name, signal);

    public void Pause() => engine.Pause(name);

    public void Resume() => engine.Resume(name);

    public int Wait() => engine.Wait(name);

    public void WaitForLog(string text) =>
        Eventually.True(
            () => Logs.Contains(text, StringComparison.Ordinal), $"\"{text}\" in the log, which is: {Logs}");

    public void Remove()
    {
        _removed = true;
        engine.Remove(name);
    }

    public void Dispose()
    {
        if (!_removed)
        {
            Remove();
        }
    }
}
