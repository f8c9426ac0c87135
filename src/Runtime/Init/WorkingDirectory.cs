// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// process.cwd. Opened within the root and without magic links, so that a descriptor of the host that leaked to here
/// could not be entered by /proc/self/fd (CVE-2024-21626).
/// </summary>
internal sealed class WorkingDirectory
{
    private readonly Slot _directory;
    private readonly Slot _entered;
    private readonly string _path;

    private WorkingDirectory(Slot directory, Slot entered, string path) =>
        (_directory, _entered, _path) = (directory, entered, path);

    /// <summary>
    /// First as root, who may enter what the user may not; what only the user may enter is tried again.
    /// </summary>
    public static WorkingDirectory Enter(PlanBuilder plan, string cwd)
    {
        var directory = new WorkingDirectory(plan.Slot(cwd), plan.Slot("entered as root"), cwd);
        Label later = plan.NewLabel();
        plan.Step(
            $"enter the working directory {cwd}",
            "process.cwd; within the root, no magic links (CVE-2024-21626)",
            (ENOENT, $"process.cwd: chdir to cwd (\"{cwd}\") set in config.json failed: no such file or directory"),
            (ENOTDIR, $"process.cwd: chdir to cwd (\"{cwd}\") set in config.json failed: not a directory"),
            (ELOOP, $"process.cwd: chdir to cwd (\"{cwd}\") set in config.json failed: it leads through a magic link "
                + "of /proc"));
        directory.Open(plan).On(EACCES, later);
        plan.Call(SYS.fchdir, directory._directory).Into(directory._entered).Ignore(EACCES);
        plan.Mark(later);
        return directory;
    }

    public void EnterAgain(PlanBuilder plan)
    {
        Label done = plan.NewLabel();
        plan.Step(
            $"enter {_path} as the user",
            "if root may not: a directory of a network filesystem, or of another user namespace",
            (EACCES, $"process.cwd: chdir to cwd (\"{_path}\") set in config.json failed: permission denied"));

        // The user's id has made the process undumpable already (prctl(2)); asked for with the result of the first try,
        // 0 when it worked, it says which way to go: -1 is EINVAL.
        plan.Call(SYS.prctl, PR_SET_DUMPABLE, _entered, 0, 0, 0).OnSuccess(done).Ignore(EINVAL);
        Open(plan);
        plan.Call(SYS.fchdir, _directory);
        plan.Mark(done);
        plan.Close(_directory);
    }

    private PlanBuilder.CallRef Open(PlanBuilder plan) =>
        plan.OpenAt2(AT_FDCWD, _path, O_PATH | O_DIRECTORY | O_CLOEXEC, RESOLVE_NO_MAGICLINKS).Into(_directory);
}
