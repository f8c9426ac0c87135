// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Husk.Build.Cache;
using Husk.Build.Progress;
using Husk.Build.Steps;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Instructions;
using Husk.Oci;

namespace Husk.Build.Graph;

/// <summary>The <c>--mount</c>s of a RUN: first what the step's key says of them, and if it has to run what they
/// are.</summary>
internal sealed class RunMounts(BuildJob job, FileStep step)
{
    private readonly List<(RunMount Mount, string Target, FileSource? Source)> _mounts = [];
    private InstructionSource _instruction = null!;

    /// <summary>Looks where each is, and waits for the stages that they are of.</summary>
    public async Task Resolve(RunInstruction run)
    {
        _instruction = run.Source;
        int agents = 0;
        foreach (RunMount mount in run.Mounts.Select(flag => flag.Mount!))
        {
            string target = mount.Target is { Length: > 0 } given
                ? StagePath.Clean(step.Absolute(given))
                : mount.Type switch
                {
                    RunMountType.Secret => "/run/secrets/" + mount.Id,
                    RunMountType.Ssh => string.Create(CultureInfo.InvariantCulture, $"/run/buildkit/ssh_agent.{agents++}"),
                    // Without one it is the directory that the command runs in, as in BuildKit.
                    _ => StagePath.Clean(step.Absolute(".")),
                };
            if (target == "/")
                throw new DockerfileException(run.Source, "invalid mount target \"/\"");
            bool takesFiles = mount.Type == RunMountType.Bind
                || (mount.Type == RunMountType.Cache && mount.From is not null);
            FileSource? source = takesFiles ? await job.Source(mount.From, run.Source).ConfigureAwait(false) : null;
            _mounts.Add((mount, target, source));
        }
    }

    public async Task AddTo(StepKey key, ProgressStep progress)
    {
        key.Add(_mounts.Count);
        foreach ((RunMount mount, string target, FileSource? source) in _mounts)
        {
            key.Add((int)mount.Type).Add(target).Add(mount.IsReadOnly ? 1 : 0).Add(mount.Source).Add(mount.Variable)
                .Add(mount.Id).Add(mount.Size).Add(mount.Mode).Add(mount.Uid).Add(mount.Gid);
            if (source is null)
                key.Add((string?)null);
            else if (mount.Type == RunMountType.Bind)
                key.Add(await Content(mount, source, progress).ConfigureAwait(false));
            else
                key.Add(source.Identity);
        }
    }

    public async Task<PreparedMounts> Prepare(RunCommand command)
    {
        var prepared = new PreparedMounts();
        try
        {
            Dictionary<string, string> caches = await Caches(prepared).ConfigureAwait(false);
            foreach ((RunMount mount, string target, FileSource? source) in _mounts)
            {
                if (await Prepare(mount, target, source, caches, prepared).ConfigureAwait(false) is { } made)
                    prepared.Mounts.Add(made);
            }

            if (command.Script is { } script)
                prepared.Mounts.Add(new StepMount.Secret(command.ScriptPath, Encoding.UTF8.GetBytes(script.Content), 0x1ED /* 0755 */, 0, 0));
            return prepared;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    /// <summary>Where the caches are, by id; taken once each and in one order, so that no step waits for itself or for
    /// one that waits for it.</summary>
    private async Task<Dictionary<string, string>> Caches(PreparedMounts prepared)
    {
        var caches = new Dictionary<string, string>(StringComparer.Ordinal);
        var wanted = _mounts.Where(each => each.Mount.Type == RunMountType.Cache)
            .Select(each => (Id: CacheMount.IdOf(job.Request, each.Mount, each.Target), each.Mount, each.Source));
        foreach ((string id, RunMount mount, FileSource? source) in wanted.DistinctBy(each => each.Id)
            .OrderBy(each => each.Id, StringComparer.Ordinal))
        {
            caches[id] = await CacheMount.Take(job, mount, id, source, prepared).ConfigureAwait(false);
        }
        return caches;
    }

    private Task<Digest> Content(RunMount mount, FileSource source, ProgressStep progress)
    {
        var words = new CopyWords(
            [mount.Source is { Length: > 0 } path ? path : "/"], [], "/", null, null, IsLinked: false, []);
        var copy = new CopyInstruction(_instruction, words, mount.From, KeepsParents: false);
        return step.Content(step.Request(copy, words, source, ""), source, progress);
    }

    private async Task<StepMount?> Prepare(
        RunMount mount, string target, FileSource? source, Dictionary<string, string> caches, PreparedMounts prepared)
    {
        switch (mount.Type)
        {
            case RunMountType.Tmpfs:
                return new StepMount.Memory(target, mount.Size);
            case RunMountType.Secret:
                return Secret(mount, target, prepared);
            case RunMountType.Ssh:
                return Agent(mount, target, prepared);
            case RunMountType.Cache:
                return new StepMount.Directory(
                    target, caches[CacheMount.IdOf(job.Request, mount, target)], "/")
                { IsReadOnly = mount.IsReadOnly };
            default:
                return await Files(mount, target, source!, prepared).ConfigureAwait(false);
        }
    }

    /// <summary>A bind: what is written there goes with the step.</summary>
    private async Task<StepMount> Files(RunMount mount, string target, FileSource source, PreparedMounts prepared)
    {
        string from = mount.Source ?? "/";
        if (source.Context is { Ignored.Count: 0 } context && mount.IsReadOnly)
            return new StepMount.Directory(target, context.Path, from) { IsReadOnly = true };
        string directory = prepared.Owned(job.Steps.NewDirectory());
        if (source.Context is not null)
        {
            // A copy: the step must not write to what is the user's, nor see what .dockerignore hides.
            string copy = directory + "/files";
            System.IO.Directory.CreateDirectory(copy);
            var words = new CopyWords([from], [],
                from.EndsWith('/') || from.Length == 0 ? "/" : StagePath.Clean("/" + from), null, null, IsLinked: false,
                []);
            var instruction = new CopyInstruction(_instruction, words, mount.From, KeepsParents: false);
            job.Copier.Copy(step.Request(instruction, words, source, ""), copy, _ => new Oci.RuntimeSpec.User(),
                new ProgressSilence(), job.Cancel);
            return new StepMount.Directory(target, copy, from) { IsReadOnly = mount.IsReadOnly };
        }

        StageState files = source.Stage!;
        await job.Steps.Unpack(files.Layers, files.Chain).ConfigureAwait(false);
        return new StepMount.Snapshot(target, job.Batch.Prepare(directory, files.Chain, mount.IsReadOnly),
            from)
        { IsReadOnly = mount.IsReadOnly };
    }

    private StepMount.Secret? Secret(RunMount mount, string target, PreparedMounts prepared)
    {
        if (job.Request.Secrets.GetValueOrDefault(mount.Id!) is not { } secret)
        {
            return mount.IsRequired
                ? throw new BuildException($"secret {mount.Id}: not found", _instruction)
                : null;
        }

        byte[] content = secret.Read();
        if (mount.Variable is { } variable)
        {
            prepared.Environment.Add(
                $"{(variable.Length > 0 ? variable : mount.Id)}={Encoding.UTF8.GetString(content)}");
            if (mount.Target is null)
                return null;
        }

        return new StepMount.Secret(target, content, mount.Mode ?? 0x100 /* 0400 */, mount.Uid ?? 0, mount.Gid ?? 0) { IsReadOnly = true };
    }

    private StepMount.Agent? Agent(RunMount mount, string target, PreparedMounts prepared)
    {
        if (job.Request.Agents.GetValueOrDefault(mount.Id ?? "default") is not { } agent)
        {
            return mount.IsRequired
                ? throw new BuildException(
                    $"no SSH key \"{mount.Id ?? "default"}\" forwarded from the client", _instruction)
                : null;
        }

        prepared.Environment.Add("SSH_AUTH_SOCK=" + target);
        return new StepMount.Agent(target, agent(), mount.Mode ?? 0x180 /* 0600 */, mount.Uid ?? 0, mount.Gid ?? 0);
    }
}
