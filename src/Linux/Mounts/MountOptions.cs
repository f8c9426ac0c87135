// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Mounts;

/// <summary>
/// A mount's option strings, read into what each kernel call wants: flags for mount(2), attributes for
/// fsmount(2) and mount_setattr(2), parameters for fsconfig(2). Pure: no call is made here.
/// </summary>
/// <remarks>
/// An option the table does not know is a parameter of the filesystem. The last of two opposite options wins.
/// Source: runtime-spec config.md, "Linux mount options".
/// </remarks>
public sealed class MountOptions
{
    private const ulong HowToMount = MS_BIND | MS_REC | MS_REMOUNT;

    private readonly List<ulong> _propagation = [];
    private readonly List<MountParameter> _parameters = [];
    private readonly List<string> _data = [];

    private MountOptions()
    {
    }

    /// <summary>MS_* flags asked for, as mount(2) takes them; propagation is apart.</summary>
    public ulong MsFlagsSet { get; private set; }

    /// <summary>
    /// MS_* flags an option took away by name (<c>dev</c>, <c>rw</c>). Never overlaps <see cref="MsFlagsSet"/>.
    /// </summary>
    public ulong MsFlagsCleared { get; private set; }

    /// <summary>
    /// The attributes the options name, and only those: what a mount keeps otherwise stays. <c>Set</c> is what
    /// fsmount(2) takes for a new mount.
    /// </summary>
    public MountAttributes Attributes => VfsAttributes.Named(MsFlagsSet, MsFlagsCleared);

    /// <summary>
    /// The attributes of a bind mount that has options: those asked for and no others, so that <c>bind,ro</c> of a
    /// nodev source is not nodev. Empty when no option touches a flag: then the bind keeps its source's attributes.
    /// </summary>
    /// <remarks>
    /// The kernel answers EPERM where that would lift an attribute locked by another user namespace; the second try is
    /// then <see cref="UnlockedBindAttributes"/>. Source: mount_namespaces(7), "Restrictions on mount namespaces".
    /// </remarks>
    public MountAttributes BindAttributes => TouchesFlags ? VfsAttributes.Exactly(MsFlagsSet, MsFlagsCleared) : default;

    /// <summary>
    /// <see cref="BindAttributes"/> for a source with locked attributes: what no option names stays as it is, except
    /// nosymfollow, which the kernel never locks. EPERM from this one means that an option asked for the impossible.
    /// </summary>
    public MountAttributes UnlockedBindAttributes =>
        TouchesFlags ? VfsAttributes.KeepingLocked(MsFlagsSet, MsFlagsCleared) : default;

    /// <summary>The <c>r*</c> options, for mount_setattr(2) with AT_RECURSIVE.</summary>
    public MountAttributes RecursiveAttributes { get; private set; }

    /// <summary>
    /// MS_SHARED, MS_SLAVE, MS_PRIVATE or MS_UNBINDABLE, each perhaps with MS_REC, in the order given.
    /// </summary>
    public IReadOnlyList<ulong> Propagation => _propagation;

    /// <summary>The filesystem's own parameters in the order given, one per key, for fsconfig(2).</summary>
    public IReadOnlyList<MountParameter> Parameters => _parameters;

    /// <summary>
    /// The filesystem's own parameters as the <c>data</c> string of mount(2); empty when there are none.
    /// </summary>
    public string Data => string.Join(',', _data);

    /// <summary>Flags of the superblock that fsconfig(2) knows by name: <c>ro sync dirsync lazytime mand</c>.</summary>
    /// <remarks>
    /// <c>ro</c> is among them and in <see cref="Attributes"/> too, as mount(2) makes both read-only.
    /// The opposites (<c>rw async nolazytime nomand</c>) are a new superblock's state anyway and appear with
    /// <c>remount</c> only.
    /// </remarks>
    public IReadOnlyList<MountParameter> SuperblockFlags =>
        SuperblockFlagTable.ForFsconfig(MsFlagsSet, Remount ? MsFlagsCleared : 0);

    /// <summary>
    /// MS_SILENT and MS_I_VERSION as far as asked for: fsconfig(2) has no name for them (EINVAL, Linux 5.2 to 6.18 at
    /// least), so they need mount(2), at once or as a remount.
    /// </summary>
    public ulong FlagsWithoutFsconfig => MsFlagsSet & (MS_SILENT | MS_I_VERSION);

    public bool Bind => (MsFlagsSet & MS_BIND) != 0;

    /// <summary><c>rbind</c>.</summary>
    public bool Recursive => (MsFlagsSet & MS_REC) != 0;

    public bool Remount => (MsFlagsSet & MS_REMOUNT) != 0;

    public bool TmpCopyUp => (Extras & MountExtras.TmpCopyUp) != 0;

    public IdMapKind IdMap { get; private set; }

    public MountExtras Extras { get; private set; }

    private bool TouchesFlags => ((MsFlagsSet & ~HowToMount) | MsFlagsCleared) != 0;

    /// <summary>Reads option strings, in their order. Never fails: what is unknown is the filesystem's.</summary>
    public static MountOptions Parse(params ReadOnlySpan<string> options)
    {
        var parsed = new MountOptions();
        foreach (string option in options)
        {
            parsed.Add(option);
        }

        return parsed;
    }

    private void Add(string option)
    {
        if (!MountOptionTable.TryFind(option, out MountOption row))
        {
            AddData(option);
            return;
        }

        switch (row.Kind)
        {
            case MountOptionKind.Flag when row.Clears:
                MsFlagsSet &= ~row.Bits;
                MsFlagsCleared |= row.Bits;
                break;
            case MountOptionKind.Flag:
                MsFlagsSet |= row.Bits;
                MsFlagsCleared &= ~row.Bits;
                break;
            case MountOptionKind.Propagation:
                _propagation.Add(row.Bits);
                break;
            case MountOptionKind.Recursive:
                RecursiveAttributes = VfsAttributes.With(RecursiveAttributes, row.Bits, row.Clears);
                break;
            case MountOptionKind.IdMap:
                IdMap = (IdMapKind)row.Bits;
                break;
            case MountOptionKind.Extra:
                Extras |= (MountExtras)row.Bits;
                break;
            case MountOptionKind.Nothing:
                break;
        }
    }

    private void AddData(string option)
    {
        if (option.Length == 0)
        {
            return;
        }

        _data.Add(option);
        foreach (MountParameter parameter in MountData.Split(option))
        {
            _parameters.Add(parameter);
        }
    }
}
