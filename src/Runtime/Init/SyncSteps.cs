// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>The socket pair between runtime and child, and the meetings on it (<see cref="SyncPoint"/>).</summary>
internal sealed class SyncSteps
{
    private readonly Argument _scratch;
    private bool _awaited;

    private SyncSteps(Slot runtimeEnd, Slot childEnd, Argument scratch) =>
        (RuntimeEnd, ChildEnd, _scratch) = (runtimeEnd, childEnd, scratch);

    public Slot RuntimeEnd { get; }

    public Slot ChildEnd { get; }

    public static SyncSteps Open(PlanBuilder plan)
    {
        Argument pair = plan.Space(8);
        plan.Step(
            "open a socket pair to the child",
            "failures and meetings go through it; packets keep their bounds (unix(7))");
        plan.Call(SYS.socketpair, AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair);
        return new SyncSteps(
            plan.SlotWithin(pair, 0, "runtime's end"), plan.SlotWithin(pair, 4, "child's end"), plan.Space(8));
    }

    /// <summary>
    /// Without this a runtime that dies would leave a child that waits for ever: its own copy keeps the pair open.
    /// </summary>
    public void CloseOtherEnd(PlanBuilder plan, PlanFacts facts)
    {
        plan.Step(
            "close what is the runtime's",
            "its end of the pair, so that the child sees it when the runtime dies; and its files (CVE-2024-21626)");
        plan.Call(SYS.close, RuntimeEnd);
        foreach (int fd in facts.RuntimeFds)
        {
            if (fd >= 3 + facts.PreservedFds)
            {
                plan.Call(SYS.close, fd).Ignore(EBADF);
            }
        }
    }

    /// <summary>
    /// The child is nobody's job: no signal of the caller's terminal reaches it, and it can have one of its own.
    /// </summary>
    public static void BeginSession(PlanBuilder plan)
    {
        plan.Step(
            "begin a session",
            "no signal of the caller's terminal reaches it, and it may have a terminal of its own (setsid(2))");
        plan.Call(SYS.setsid);
    }

    /// <summary>Waits, once in a plan, until the runtime has written the id maps and set the resource limits.</summary>
    public void AwaitSetUp(PlanBuilder plan, string why)
    {
        if (!_awaited)
        {
            _awaited = true;
            Await(plan, "wait for what the runtime sets", why, _scratch, 8);
        }
    }

    /// <summary>Reports a point and waits for the runtime's answer.</summary>
    public void Meet(PlanBuilder plan, SyncPoint point, string title)
    {
        // The runtime's first packet is about this, so it is taken before an answer to anything else.
        AwaitSetUp(plan, "set by the runtime while the child was on its way");
        plan.Step(title, Name(point) + ": the runtime answers when it has done its part");
        Report(plan, point);
        Receive(plan, _scratch, 8);
    }

    /// <summary>
    /// As <see cref="Meet"/>, by the two calls that runc makes under a filter as well: what it lets pass lets this
    /// pass.
    /// </summary>
    public void MeetUnderFilter(PlanBuilder plan, SyncPoint point, string title, Argument? report = null)
    {
        plan.Step(
            title,
            Name(point) + ": the runtime answers when it has done its part; no filter holds write for a listener");
        plan.Call(SYS.write, ChildEnd, report ?? plan.Struct(new PlanReport { Call = -(int)point }), 8);
        plan.Call(SYS.read, ChildEnd, _scratch, 8).AtLeast(1);
    }

    /// <summary>Takes a message of at most <paramref name="length"/> bytes.</summary>
    public void Await(PlanBuilder plan, string title, string why, Argument buffer, int length)
    {
        plan.Step(title, why);
        Receive(plan, buffer, length);
    }

    /// <summary>The call that reports a point with the number that a slot within the message holds.</summary>
    public PlanBuilder.CallRef Send(PlanBuilder plan, Argument message, int length) =>
        plan.Call(SYS.sendto, ChildEnd, message, length, MSG_NOSIGNAL);

    // By hand: an enum's own ToString() reads the names by reflection, 0.03 ms at each start.
    private static string Name(SyncPoint point) => point switch
    {
        SyncPoint.Pid => nameof(SyncPoint.Pid),
        SyncPoint.Hooks => nameof(SyncPoint.Hooks),
        SyncPoint.Console => nameof(SyncPoint.Console),
        SyncPoint.Notify => nameof(SyncPoint.Notify),
        _ => nameof(SyncPoint.Ready),
    };

    private void Report(PlanBuilder plan, SyncPoint point) =>
        Send(plan, plan.Struct(new PlanReport { Call = -(int)point }), 8);

    private void Receive(PlanBuilder plan, Argument buffer, int length) =>
        plan.Call(SYS.recvfrom, ChildEnd, buffer, length, 0).AtLeast(1);
}
