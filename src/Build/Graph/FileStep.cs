// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Husk.Build.Cache;
using Husk.Build.Progress;
using Husk.Build.Steps;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Instructions;
using Husk.Images.Snapshots;
using Husk.Linux;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Build.Graph;

/// <summary>A step that changes files without running anything, and what it has in common with RUN.</summary>
/// <param name="job">The build.</param>
/// <param name="stage">Whose step it is.</param>
/// <param name="state">What it stands on.</param>
/// <param name="shown">What people see of an instruction's text.</param>
internal sealed class FileStep(BuildJob job, Stage stage, StageState state, Func<string, string> shown)
{
    private bool UseCache => !job.Request.NoCache
        && !job.Request.NoCacheStages.Any(name => string.Equals(name, stage.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A path relative to the working directory, as an absolute one; a slash at its end stays.</summary>
    public string Absolute(string path) => StagePath.Join(state.Config.WorkingDir, path);

    public async Task<StageState> Workdir(WorkdirInstruction workdir)
    {
        string path = StagePath.Clean(Absolute(workdir.Path));
        StageState moved = state.With(state.Config with { WorkingDir = path });
        if (path == "/")
            return moved.Told($"WORKDIR {path}");
        string user = state.Config.User;
        using StepKey key = new StepKey("workdir").Add(state.Chain).Add(path).Add(user).Add(EpochKey);
        return await Grow(
            workdir, moved, workdir.Text, $"WORKDIR {path}", key.Finish(), (snapshot, _) => MountThread.Run(() =>
        {
            snapshot.Mount();
            User owner = user.Length == 0 ? new User() : job.Host.ResolveUser(snapshot.MergedPath, user);
            MakeDirectory(snapshot.MergedPath, path, owner);
            return true;
        })).ConfigureAwait(false);
    }

    public async Task<StageState> Copy(Instruction instruction, CopyWords words, string? from)
    {
        FileSource source = await job.Source(from, instruction.Source).ConfigureAwait(false);
        ProgressStep progress = job.Progress.Begin(shown(instruction.Text));
        return await Told(progress, instruction, async () =>
        {
            CopyRequest request = Request(instruction, words, source, "");
            using StepKey key = new StepKey("copy")
                .Add(state.Chain)
                .Add(instruction.Keyword)
                .Add(Absolute(words.Destination)).Add(words.Owner).Add(words.Mode).Add(words.IsLinked ? 1 : 0)
                .Add(EpochKey)
                .Add(await Content(request, source, progress).ConfigureAwait(false));
            return await Layer(key.Finish(), Description(instruction), progress,
                snapshot => CopyInto(snapshot, request, source, progress)).ConfigureAwait(false);
        }, outcome =>
            state.Grown(CreatedBy(instruction, words) + " # buildkit", StageState.Time(outcome.Created), outcome.Chain,
                outcome.Layer)).ConfigureAwait(false);
    }

    /// <summary>The step's layer, with progress that says how it came.</summary>
    public async Task<StageState> Told(ProgressStep progress, Instruction instruction, Func<Task<StepOutcome>> work,
        Func<StepOutcome, StageState> grow)
    {
        try
        {
            StepOutcome outcome = await work().ConfigureAwait(false);
            if (outcome.IsCached)
                progress.Cached();
            else
                progress.Done();
            return grow(outcome);
        }
        catch (OperationCanceledException)
        {
            progress.Canceled();
            throw;
        }
        catch (BuildException failure)
        {
            progress.Failed(failure.Message);
            throw;
        }
        catch (Exception failure)
        {
            progress.Failed(failure.Message);
            throw new BuildException(failure.Message, instruction.Source, failure);
        }
    }

    public Task<StepOutcome> Layer(Digest key, string description, ProgressStep progress, Action<Snapshot> work) =>
        job.Steps.Layer(key, state, description, UseCache, progress, work);

    /// <summary>What files' times depend on.</summary>
    public long? EpochKey =>
        job.Request is { Epoch: { } epoch, RewritesTimes: true } ? epoch.ToUnixTimeSeconds() : null;

    public string Shown(string text) => shown(text);

    public string Description(Instruction instruction) =>
        (stage.Name is null ? "" : $"[{stage.Name}] ") + instruction.Text;

    /// <summary>
    /// The digest of the files that a COPY takes. What a stage or an image has is looked at once: after that a record
    /// says what it came to.
    /// </summary>
    public Task<Digest> Content(CopyRequest request, FileSource source, ProgressStep progress)
    {
        if (source.IsLocal)
            return Task.Run(() => job.Copier.Digest(request, progress, job.Cancel), job.Cancel);
        using StepKey known = new StepKey("content")
            .Add(source.Identity)
            .Add([.. request.Words.Paths]).Add([.. request.Words.Excludes])
            .Add([.. request.Words.Files.Select(file => file.Name)])
            .Add([.. request.Words.Files.Select(file => file.Content)])
            .Add(request.KeepsParents ? 1 : 0);
        Digest key = known.Finish();
        if (job.Store.Cache.FindContent(key) is { } digest)
            return Task.FromResult(digest);
        return Task.Run(async () =>
        {
            Digest found = await job.Steps.WithTree(source.Stage!, tree => job.Copier.Digest(request with
            {
                Tree = tree,
            }, progress, job.Cancel)).ConfigureAwait(false);
            job.Store.Cache.PutContent(key, found);
            return found;
        });
    }

    public CopyRequest Request(Instruction instruction, CopyWords words, FileSource source, string tree) => new()
    {
        Instruction = instruction,
        Words = words,
        WorkingDirectory = state.Config.WorkingDir.Length > 0 ? state.Config.WorkingDir : "/",
        Tree = source.Context?.Path ?? tree,
        Ignored = source.Context?.Ignored ?? [],
        KeepsOwners = source.Context is null,
    };

    private void CopyInto(Snapshot snapshot, CopyRequest request, FileSource source, ProgressStep progress)
    {
        if (source.IsLocal)
        {
            MountThread.Run(() => Copy(request));
            return;
        }

        job.Steps.WithTree(source.Stage!, tree => Copy(request with { Tree = tree })).GetAwaiter().GetResult();

        bool Copy(CopyRequest asked)
        {
            snapshot.Mount();
            job.Copier.Copy(asked, snapshot.MergedPath, user => job.Host.ResolveUser(snapshot.MergedPath, user),
                progress, job.Cancel);
            return true;
        }
    }

    private async Task<StageState> Grow(Instruction instruction, StageState below, string text, string createdBy,
        Digest key, Action<Snapshot, ProgressStep> work)
    {
        ProgressStep progress = job.Progress.Begin(shown(text));
        return await Told(
            progress,
            instruction,
            () => Layer(key, Description(instruction), progress, snapshot => work(snapshot, progress)),
            outcome =>
                below.Grown(createdBy, StageState.Time(outcome.Created), outcome.Chain, outcome.Layer))
                    .ConfigureAwait(false);
    }

    private static void MakeDirectory(string root, string path, User owner)
    {
        using OwnedFd top = At.Open(BorrowedFd.Cwd, root, O_PATH | O_DIRECTORY);
        string made = "";
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            nint parent = At.OpenAt2(top, made.Length == 0 ? "." : made, O_PATH | O_DIRECTORY, RESOLVE_IN_ROOT);
            made += "/" + part;
            if (parent < 0)
                throw new SyscallException($"mkdir {made}", (int)-parent);
            using var directory = new OwnedFd((int)parent);
            if (At.Exists(directory, part))
                continue;
            At.Mkdir(directory, part, 0x1ED /* 0755 */);
            using OwnedFd child = At.Open(directory, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
            Fd.Chown(child, owner.Uid, owner.Gid);
            Fd.Chmod(child, 0x1ED);
        }
    }

    private static string CreatedBy(Instruction instruction, CopyWords words)
    {
        List<string> text = [instruction.Keyword];
        if (instruction is CopyInstruction { KeepsParents: true })
            text.Add("--parents");
        if (words.Owner is { Length: > 0 } owner)
            text.Add("--chown=" + owner);
        if (words.Mode is { Length: > 0 } mode)
            text.Add("--chmod=" + mode);
        text.AddRange(words.Paths);
        text.AddRange(words.Files.Select(file => "<<" + file.Name));
        text.Add(words.Destination);
        return string.Join(' ', text);
    }
}
