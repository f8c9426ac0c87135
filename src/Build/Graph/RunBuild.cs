// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Husk.Build.Cache;
using Husk.Build.Progress;
using Husk.Build.Steps;
using Husk.Build.Syntax.Instructions;
using Husk.Images.Snapshots;

namespace Husk.Build.Graph;

/// <summary>A RUN.</summary>
internal sealed class RunBuild(BuildJob job, FileStep step, StageState state)
{
    public async Task<StageState> Run(RunInstruction run)
    {
        RunCommand command = RunCommand.Of(state, run);
        RunNetwork network = Allowed(run);
        var mounts = new RunMounts(job, step);
        await mounts.Resolve(run).ConfigureAwait(false);
        ProgressStep progress = job.Progress.Begin(step.Shown(RunCommand.Shown(run)));
        return await step.Told(progress, run, async () =>
        {
            using StepKey key = new StepKey("run")
                .Add(state.Chain)
                .Add([.. command.Arguments])
                .Add(command.Script?.Content)
                .Add([.. state.Environment()])
                .Add(Directory).Add(state.Config.User)
                .Add((int)network).Add((int)run.Security)
                .Add([.. job.Request.ExtraHosts])
                .Add(job.Request.Arguments.GetValueOrDefault(BuiltInArguments.SandboxHostname))
                .Add(state.Platform.ToString())
                .Add(step.EpochKey);
            await mounts.AddTo(key, progress).ConfigureAwait(false);
            return await step.Layer(key.Finish(), step.Description(run), progress,
                snapshot => Execute(run, command, network, mounts, snapshot, progress)).ConfigureAwait(false);
        }, outcome =>
            state.Grown(command.Told(state), StageState.Time(outcome.Created), outcome.Chain, outcome.Layer))
                .ConfigureAwait(false);
    }

    private string Directory => state.Config.WorkingDir.Length > 0 ? state.Config.WorkingDir : "/";

    private void Execute(RunInstruction run, RunCommand command, RunNetwork network, RunMounts mounts,
        Snapshot snapshot, ProgressStep progress)
    {
        using PreparedMounts prepared = mounts.Prepare(command).GetAwaiter().GetResult();
        var asked = new RunStep
        {
            Root = snapshot,
            Arguments = command.Arguments,
            Environment = [.. state.Environment(), .. Proxies(), .. prepared.Environment],
            WorkingDirectory = Directory,
            User = state.Config.User,
            Platform = state.Platform,
            Network = network,
            Security = run.Security,
            Mounts = prepared.Mounts,
        };
        int status = job.Host.Run(asked, progress.Log, job.Cancel);
        if (status == 0)
            return;
        string words = string.Join(' ', command.Arguments);
        throw new BuildException(
            string.Create(CultureInfo.InvariantCulture,
                $"process \"{words}\" did not complete successfully: exit code: {status}"), run.Source);
    }

    private IEnumerable<string> Proxies() =>
        job.Arguments.ProxyVariables.Where(proxy => state.Variable(proxy[..proxy.IndexOf('=')]) is null);

    private RunNetwork Allowed(RunInstruction run)
    {
        if (run.Security == RunSecurity.Insecure)
            Require("security.insecure", run);
        if (run.Network == RunNetwork.Host && job.Request.Network != RunNetwork.Host)
            Require("network.host", run);
        return run.Network == RunNetwork.Default ? job.Request.Network : run.Network;
    }

    private void Require(string entitlement, RunInstruction run)
    {
        if (!job.Request.Allowed.Contains(entitlement))
            throw new BuildException($"{entitlement} is not allowed: build with --allow {entitlement}", run.Source);
    }
}
