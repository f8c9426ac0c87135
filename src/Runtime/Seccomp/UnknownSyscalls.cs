// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Seccomp;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;

namespace Husk.Runtime.Seccomp;

/// <summary>
/// Names of a profile that libseccomp does not know are passed over, as profiles are written for many kernels; who
/// would rather be told says so by <see cref="CrunAnnotations.SeccompFailUnknownSyscall"/>.
/// </summary>
internal static class UnknownSyscalls
{
    /// <exception cref="SpecException">The annotation is there, and so is such a name.</exception>
    public static void Check(Oci.RuntimeSpec.RuntimeSpec spec)
    {
        if (spec.Linux?.Seccomp is not { } profile
            || !spec.Annotations.ContainsKey(CrunAnnotations.SeccompFailUnknownSyscall))
        {
            return;
        }

        var library = SeccompLibrary.Load();
        for (int i = 0; i < profile.Syscalls.Length; i++)
        {
            SeccompRule rule = profile.Syscalls[i];
            for (int j = 0; j < rule.Names.Length; j++)
            {
                if (library.ResolveSyscall(rule.Names[j]) is null)
                {
                    throw SpecException.At(
                        $"{SeccompCompiler.Path}.syscalls[{i}].names[{j}]",
                        $"{JsonText.Quoted(rule.Names[j])} is an unknown syscall");
                }
            }
        }
    }
}
