// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Runtime.Init;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>`run`: create and start; in the foreground also wait and delete.</summary>
internal static class Run
{
    /// <returns>The process's exit status, 128+n when signal n killed it; 0 when detached.</returns>
    public static int Execute(StateStore store, RunRequest request, ILog log)
    {
        SelfProtection.Begin();
        Bundle bundle = Bundle.Load(request.Bundle, request.Config, log);
        if (bundle.Spec.Process is null)
        {
            throw new LifecycleException($"cannot run {request.Id}: process property must be set in its config.json");
        }

        Create.ProtectItself(bundle.Spec);
        using Interrupts interrupts = Interrupts.Catch();
        ConsoleRequest.Check(bundle.Spec.Process, request.ConsoleSocket, request.Detach);
        if (!request.Detach && !request.NoSubreaper)
        {
            // Orphans of a shared pid namespace come to this process, which reaps them
            // (PR_SET_CHILD_SUBREAPER(2const)).
            Children.AdoptOrphans = true;
        }

        Create.CreatedContainer created = Create.Make(store, request, bundle, interrupts, log);
        using InitProcess init = created.Init;
        using NotifySocket? notify = created.Notify;
        using var undo = new UndoStack(log);
        undo.Push("delete the container", () => Remove(store, created, log));
        init.AwaitExecuted(interrupts);
        Hooks.Poststart(bundle.Spec, created.Record, log);
        if (request.Detach)
        {
            notify?.Serve(init.Pid, log);
        }

        int status = request.Detach
            ? 0
            : Foreground.Wait(new ForegroundProcess(init.Pid, init.Pidfd, init.Master), notify, log);
        if (request.Detach || request.Keep)
        {
            undo.Commit();
        }

        return status;
    }

    private static void Remove(StateStore store, Create.CreatedContainer created, ILog log)
    {
        using StateLock? held = store.LockIfThere(created.Record.Id);
        if (held is not null)
        {
            Delete.Dismantle(store, created.Record, held, log);
        }
    }
}
