// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Husk.ChildCode;

/// <summary>Disassembles a program with binutils.</summary>
internal static class Objdump
{
    public static Disassembly Disassemble(string binary)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            throw new PlatformNotSupportedException("the walk reads x86-64 code only: run this suite on x86-64");
        }

        if (!File.Exists(binary))
        {
            throw new FileNotFoundException(
                $"{binary} is not there: run `make build` first, or name the binary in HUSK_OCI");
        }

        using var code = new StringReader(Run("-d", "--no-show-raw-insn", binary));
        using var relocations = new StringReader(Run("-R", binary));
        return Disassembly.Parse(code, relocations);
    }

    private static string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("objdump", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException("objdump is not installed: apt-get install binutils");
        }

        using (process)
        {
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output
                : throw new InvalidOperationException($"objdump {string.Join(' ', arguments)}: {errors.Result.Trim()}");
        }
    }
}
