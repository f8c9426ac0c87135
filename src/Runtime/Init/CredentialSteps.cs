// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using Husk.Linux.Capabilities;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// User, groups and capabilities, in the only order that works: each step needs a right that a later one takes.
/// </summary>
internal sealed class CredentialSteps
{
    private const ulong Admin = 1UL << CAP_SYS_ADMIN;
    private readonly User _user;
    private readonly PlanFacts _facts;
    private readonly bool _keepsAdmin;
    private readonly ulong _bounding, _effective, _permitted, _inheritable, _ambient;

    public CredentialSteps(Process process, PlanFacts facts, NamespaceSet namespaces, bool keepsAdmin)
    {
        Husk.Oci.RuntimeSpec.Capabilities wanted = process.Capabilities ?? new();

        // What the runtime does not have itself it cannot give; the spec has that as a warning, not an error.
        ulong available = namespaces.HasUser ? ulong.MaxValue : facts.AvailableCapabilities;
        _user = process.User;
        _facts = facts;
        _keepsAdmin = keepsAdmin;
        _bounding = Mask(wanted.Bounding) & available;
        _permitted = Mask(wanted.Permitted) & available;
        _effective = Mask(wanted.Effective) & _permitted;
        _inheritable = Mask(wanted.Inheritable) & available;
        _ambient = Mask(wanted.Ambient) & _permitted & _inheritable;
    }

    /// <summary>Takes the user's ids, keeping what capabilities are still needed.</summary>
    public void Become(PlanBuilder plan)
    {
        plan.Step(
            "drop capabilities from the bounding set",
            "no file can give them back (capabilities(7)); needs CAP_SETPCAP, so it comes first");
        for (int capability = 0; capability <= _facts.LastCapability; capability++)
        {
            if ((_bounding & (1UL << capability)) == 0)
            {
                plan.Call(SYS.prctl, PR_CAPBSET_DROP, capability, 0, 0, 0);
            }
        }

        plan.Step(
            $"become user {_user.Uid}, group {_user.Gid}",
            "groups first, as a user could not set them; the permitted set is kept across (PR_SET_KEEPCAPS(2const))");
        plan.Call(SYS.prctl, PR_SET_KEEPCAPS, 1, 0, 0, 0);
        SetGroups(plan);
        plan.Call(SYS.setresgid, _user.Gid, _user.Gid, _user.Gid);
        plan.Call(SYS.setresuid, _user.Uid, _user.Uid, _user.Uid);
        plan.Step(
            "set the capabilities", "process.capabilities: what the process will have decides which files it can find");
        SetCapabilities(plan, _effective, _keepsAdmin ? _permitted | Admin : _permitted);
    }

    /// <summary>Makes CAP_SYS_ADMIN effective again for the seccomp filter.</summary>
    public void RaiseAdmin(PlanBuilder plan)
    {
        if (_keepsAdmin)
        {
            plan.Step("raise CAP_SYS_ADMIN", "without no_new_privs a filter needs it (seccomp(2))");
            SetCapabilities(plan, _effective | Admin, _permitted | Admin);
        }
    }

    /// <summary>The final sets.</summary>
    public void Settle(PlanBuilder plan)
    {
        if (_keepsAdmin)
        {
            plan.Step("drop CAP_SYS_ADMIN", "the filter is loaded");
            SetCapabilities(plan, _effective, _permitted);
        }

        if (_ambient == 0)
        {
            return;
        }

        plan.Step("raise the ambient capabilities", "they survive execve for a user who is not root (capabilities(7))");
        for (int capability = 0; capability <= _facts.LastCapability; capability++)
        {
            if ((_ambient & (1UL << capability)) != 0)
            {
                plan.Call(SYS.prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0);
            }
        }
    }

    private void SetGroups(PlanBuilder plan)
    {
        if (_facts.KeepsGroups)
        {
            return;
        }

        PlanBuilder.CallRef groups = plan.Call(
            SYS.setgroups, _user.AdditionalGids.Length,
            plan.Bytes(MemoryMarshal.AsBytes(_user.AdditionalGids.AsSpan()), 4));
        if (_user.AdditionalGids.Length == 0)
        {
            groups.Ignore(EPERM); // a user namespace with setgroups denied (user_namespaces(7)) keeps none to lose
        }
    }

    private ulong Mask(string[] names) => Capability.Parse(names, _facts.LastCapability).Mask;

    private void SetCapabilities(PlanBuilder plan, ulong effective, ulong permitted)
    {
        Argument header = plan.Struct(new __user_cap_header_struct { version = _LINUX_CAPABILITY_VERSION_3 });
        Span<__user_cap_data_struct> halves =
        [
            new() { effective = (uint)effective, permitted = (uint)permitted, inheritable = (uint)_inheritable },
            new()
            {
                effective = (uint)(effective >> 32),
                permitted = (uint)(permitted >> 32),
                inheritable = (uint)(_inheritable >> 32),
            },
        ];
        plan.Call(SYS.capset, header, plan.Bytes(MemoryMarshal.AsBytes(halves), 4));
    }
}
