// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Husk.Build.Copying;
using Husk.Build.Ignore;
using Husk.Build.Steps;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Instructions;
using Husk.Linux.Tests;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;

namespace Husk.Build.Tests.Copying;

/// <summary>A context, an image's files, and COPYs from the one into the other.</summary>
internal sealed class CopyScene : IDisposable, IStepProgress
{
    private readonly ScratchDirectory _scratch = new();
    private readonly Copier _copier;

    /// <param name="script">Makes files below <c>context</c> and <c>image</c>.</param>
    public CopyScene(string script)
    {
        Directory.CreateDirectory(Context);
        Directory.CreateDirectory(Image);
        Directory.CreateDirectory(_scratch["fetched"]);
        _copier = new Copier(_scratch["fetched"]);
        Run(script);
    }

    public string Context => _scratch["context"];

    public string Image => _scratch["image"];

    public string WorkingDirectory { get; set; } = "/";

    public void Run(string script) => Command.Shell($"set -e; umask 022; cd {_scratch.Path}; {script}");

    /// <summary>Copies as an instruction says, and tells what is in the image now: a line a file, as find(1)
    /// does.</summary>
    public string Copy(string instruction, string format = "%P %y %m %U:%G %l")
    {
        _copier.Copy(Request(instruction), Image, user => user == "www:www" ? new User { Uid = 33, Gid = 34 } : new User
        {
            Uid = 7,
            Gid = 8,
        }, this, CancellationToken.None);
        return Shown(format);
    }

    public string Shown(string format = "%P %y %m %U:%G %l") =>
        string.Join('\n', Command.Shell($"cd {Image}; find . -mindepth 1 -printf '{format}\\n'")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd())
            .Order(StringComparer.Ordinal));

    /// <summary>Files, and directories with nothing in them.</summary>
    public string[] Leaves() =>
        Command.Shell($"cd {Image}; find . -mindepth 1 '(' -not -type d -o -empty ')' -printf '%P\\n'")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public Digest Digest(string instruction) => _copier.Digest(Request(instruction), this, CancellationToken.None);

    public string Content(string path) => File.ReadAllText(Path.Combine(Image, path));

    public void Dispose()
    {
        _copier.Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_scratch["fetched"]));
        _scratch.Dispose();
    }

    public void Log(ReadOnlySpan<byte> output)
    {
    }

    public void Status(string id, long current, long total, bool isDone)
    {
    }

    public void Warn(string message) => Assert.Fail(message);

    private CopyRequest Request(string instruction)
    {
        Instruction parsed = DockerfileParser.Parse(
            Encoding.UTF8.GetBytes($"FROM a\n{instruction}\n"), "Dockerfile").Stages[0].Instructions[0];
        parsed = parsed.Expand(new VariableExpansion('\\', _ => null));
        return new CopyRequest
        {
            Instruction = parsed,
            Words = parsed switch { CopyInstruction copy => copy.Words, AddInstruction add => add.Words, _ => throw new ArgumentException(instruction) },
            WorkingDirectory = WorkingDirectory,
            Tree = Context,
            KeepsOwners = parsed is CopyInstruction { From: not null },
            Ignored = File.Exists(Path.Combine(Context, ".dockerignore"))
                ? IgnoreFile.Parse(File.ReadAllBytes(Path.Combine(Context, ".dockerignore")))
                : [],
        };
    }
}
