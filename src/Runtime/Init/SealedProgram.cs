// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// A program of some 160 bytes in a sealed memory file, between the runtime and the user's program: it executes the
/// latter, and nothing else. A container that reaches for /proc/self/exe at that moment, with `#!/proc/self/exe` or as
/// the loader of its program, finds it and not the runtime on the host (CVE-2019-5736).
/// </summary>
/// <remarks>
/// docs/decisions/0005. Its code is native-tests/sealed/x86_64.S, a test assembles that and compares. On other
/// architectures the runtime protects itself by <see cref="SelfProtection"/> alone.
/// </remarks>
internal sealed class SealedProgram
{
    private const int HeaderLength = 120;
    private const int ParametersOffset = 512;
    private const int Address = 0x400000;

    /// <summary>A descriptor that nothing else has by then, as the few there are begin at 3.</summary>
    private const int ByPath = 100;
    private const int PathsOffset = ParametersOffset + 8;

    private readonly Argument _image;
    private readonly Slot _file;
    private readonly Slot _reportFd;

    private SealedProgram(Argument image, Slot file, Slot reportFd) =>
        (_image, _file, _reportFd) = (image, file, reportFd);

    /// <summary>Whether there is one for this machine.</summary>
    public static bool Exists => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    internal static ReadOnlySpan<byte> Code =>
    [
        0x49, 0x89, 0xe4, 0x49, 0x8b, 0x04, 0x24, 0x4d, 0x8d, 0x6c, 0xc4, 0x10, 0x49, 0x83, 0xc4, 0x08,
        0xbb, 0x00, 0x02, 0x40, 0x00, 0x8b, 0x3b, 0xbe, 0x02, 0x00, 0x00, 0x00, 0xba, 0x01, 0x00, 0x00,
        0x00, 0xb8, 0x48, 0x00, 0x00, 0x00, 0x0f, 0x05, 0x83, 0xf8, 0xf7, 0x74, 0x6a, 0x85, 0xc0, 0x79,
        0x09, 0x8b, 0x3b, 0xb8, 0x03, 0x00, 0x00, 0x00, 0x0f, 0x05, 0x4c, 0x8d, 0x7b, 0x08, 0x31, 0xed,
        0x41, 0x8b, 0x3f, 0x49, 0x83, 0xc7, 0x04, 0x85, 0xff, 0x74, 0x16, 0x4c, 0x89, 0xe6, 0x4c, 0x89,
        0xea, 0xb8, 0x3b, 0x00, 0x00, 0x00, 0x0f, 0x05, 0x83, 0xf8, 0xfe, 0x74, 0xe3, 0x89, 0xc5, 0xeb,
        0xdf, 0xb8, 0xfe, 0xff, 0xff, 0xff, 0x85, 0xed, 0x0f, 0x45, 0xc5, 0xf7, 0xd8, 0x8b, 0x4b, 0x04,
        0x89, 0x4c, 0x24, 0xf0, 0x89, 0x44, 0x24, 0xf4, 0x8b, 0x3b, 0x48, 0x8d, 0x74, 0x24, 0xf0, 0xba,
        0x08, 0x00, 0x00, 0x00, 0x41, 0xba, 0x00, 0x40, 0x00, 0x00, 0x45, 0x31, 0xc0, 0x45, 0x31, 0xc9,
        0xb8, 0x2c, 0x00, 0x00, 0x00, 0x0f, 0x05, 0xbf, 0x01, 0x00, 0x00, 0x00, 0xb8, 0xe7, 0x00, 0x00,
        0x00, 0x0f, 0x05,
    ];

    /// <summary>
    /// The runtime writes the program and seals it: from then on nobody can change it, not even its writer (fcntl(2),
    /// F_ADD_SEALS).
    /// </summary>
    public static SealedProgram Make(PlanBuilder plan, SyncSteps sync, IReadOnlyList<string> candidates)
    {
        byte[] bytes = Image(candidates);
        Argument image = plan.Bytes(bytes, 8);
        Slot file = plan.Slot("sealed program");
        Slot reportFd = plan.SlotWithin(image, ParametersOffset, "report");
        plan.Step(
            "write the program that executes the user's",
            "so that /proc/self/exe is never the runtime (CVE-2019-5736)");
        plan.Call(SYS.fcntl, sync.ChildEnd, F_DUPFD_CLOEXEC, 3).Into(reportFd);
        plan.Call(SYS.memfd_create, plan.Text("husk:exec"), MFD_CLOEXEC | MFD_ALLOW_SEALING).Into(file);
        plan.Call(SYS.write, file, image, bytes.Length).AtLeast((short)bytes.Length);
        plan.Call(SYS.fcntl, file, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
        return new SealedProgram(image, file, reportFd);
    }

    /// <summary>The child's last call, and after it those of the sealed program.</summary>
    public void Execute(
        PlanBuilder plan, Argument arguments, Argument environment, bool filtered, IReadOnlyList<string> candidates,
        Action<PlanBuilder> describe)
    {
        plan.Step("execute the sealed program", "it gets the report's descriptor; the plan goes on in it");
        plan.Call(SYS.fcntl, _reportFd, F_SETFD, 0);
        if (filtered)
        {
            // A filter has to allow execve, but need not allow execveat: first by a path that /proc has for it.
            Label noSuchFd = plan.NewLabel();
            plan.Call(SYS.dup3, _file, ByPath, O_CLOEXEC).OnAnyError(noSuchFd);
            plan.Call(SYS.execve, plan.Text("/proc/self/fd/" + ByPath), arguments, environment).IgnoreAnyError();
            plan.Mark(noSuchFd);
        }

        plan.Call(SYS.execveat, _file, plan.Text(""), arguments, environment, AT_EMPTY_PATH);
        plan.Actor = PlanActor.Program;
        describe(plan);
        plan.Patch(_image, ParametersOffset + 4, plan.NextCall);
        plan.Call(SYS.fcntl, _reportFd, F_SETFD, FD_CLOEXEC);
        foreach (string path in candidates)
        {
            plan.Call(SYS.execve, plan.Text(path), arguments, environment).IgnoreAnyError();
        }
    }

    /// <summary>An ELF file with one segment that is read and executed (elf(5)).</summary>
    internal static byte[] Image(IReadOnlyList<string> candidates)
    {
        int length = PathsOffset + ((candidates.Count + 1) * 4);
        foreach (string path in candidates)
        {
            length += Encoding.UTF8.GetByteCount(path) + 1;
        }

        byte[] image = new byte[length];
        WriteHeader(image);
        Code.CopyTo(image.AsSpan(HeaderLength));
        int text = PathsOffset + ((candidates.Count + 1) * 4);
        for (int i = 0; i < candidates.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(PathsOffset + (i * 4)), Address + text);
            text += Encoding.UTF8.GetBytes(candidates[i], image.AsSpan(text)) + 1;
        }

        return image;
    }

    private static void WriteHeader(Span<byte> image)
    {
        "\u007fELF"u8.CopyTo(image);
        (image[4], image[5], image[6]) = (2, 1, 1); // 64 bits, little-endian, version 1
        BinaryPrimitives.WriteInt16LittleEndian(image[16..], 2); // ET_EXEC
        BinaryPrimitives.WriteInt16LittleEndian(image[18..], 62); // EM_X86_64
        BinaryPrimitives.WriteInt32LittleEndian(image[20..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(image[24..], Address + HeaderLength); // e_entry
        BinaryPrimitives.WriteInt64LittleEndian(image[32..], 64); // e_phoff
        BinaryPrimitives.WriteInt16LittleEndian(image[52..], 64); // e_ehsize
        BinaryPrimitives.WriteInt16LittleEndian(image[54..], 56); // e_phentsize
        BinaryPrimitives.WriteInt16LittleEndian(image[56..], 1); // e_phnum
        BinaryPrimitives.WriteInt32LittleEndian(image[64..], 1); // PT_LOAD
        BinaryPrimitives.WriteInt32LittleEndian(image[68..], 5); // PF_R | PF_X
        BinaryPrimitives.WriteInt64LittleEndian(image[80..], Address); // p_vaddr
        BinaryPrimitives.WriteInt64LittleEndian(image[88..], Address); // p_paddr
        BinaryPrimitives.WriteInt64LittleEndian(image[96..], image.Length); // p_filesz
        BinaryPrimitives.WriteInt64LittleEndian(image[104..], image.Length); // p_memsz
        BinaryPrimitives.WriteInt64LittleEndian(image[112..], 4096); // p_align
    }
}
