// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.IO;
using Husk.Runtime.Init;

namespace Husk.Runtime.Tests.Init;

/// <summary>The bytes in the source are those of the assembler file that explains them.</summary>
public sealed class SealedProgramTests
{
    [Fact]
    public void The_code_is_what_the_assembler_makes_of_its_source()
    {
        string folder = Directory.CreateTempSubdirectory("husk-sealed-").FullName;
        try
        {
            string source = Path.Combine(Repository.Root, "native-tests", "sealed", "x86_64.S");
            Execute("gcc", "-c", source, "-o", Path.Combine(folder, "sealed.o"));
            Execute(
                "objcopy", "-O", "binary", "-j", ".text", Path.Combine(folder, "sealed.o"), Path.Combine(
                    folder, "sealed.bin"));
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "sealed.bin")), SealedProgram.Code.ToArray());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Execute(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
