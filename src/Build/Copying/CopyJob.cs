// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using Husk.Build.Ignore;
using Husk.Build.Steps;
using Husk.Build.Syntax.Instructions;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Build.Copying;

/// <summary>One COPY or ADD into one tree; the reference's rules, and BuildKit's where it is silent.</summary>
internal sealed class CopyJob(
    CopyRequest request, Destination destination, CopyAttributes attributes, CancellationToken cancel)
{
    private const uint HeredocMode = 0x1A4; // 0644

    private readonly string _path = Absolute(request);
    private readonly TreeWriter _writer = new(attributes, request.Words.IsLinked, cancel);
    private int _files;

    /// <summary>Whether archives are unpacked: local ones are by ADD, others where the flag says so.</summary>
    public bool Unpacks(bool isLocal) => request.Instruction is AddInstruction add && (add.Unpacks ?? isLocal);

    public void Copy(FetchedSource source, IgnorePatterns excluded, IStepProgress progress)
    {
        using var tree = new SourceTree(source.Directory(progress), new IgnorePatterns([]));
        Copy(tree, tree.Find(source.Path, excluded), Unpacks(isLocal: false));
    }

    public void Copy(SourceTree tree, IReadOnlyList<SourceMatch> matches, bool unpacks)
    {
        // What is before the last slash is there afterwards, whether anything is copied or not.
        destination.MakeDirectory(_path[..(_path.LastIndexOf('/') + 1)]).Dispose();
        foreach (SourceMatch match in matches)
        {
            cancel.ThrowIfCancellationRequested();
            if (unpacks && ArchiveFile.Is(tree, match))
                Unpack(tree, match);
            else
                Copy(tree, match);
        }
    }

    public void Write(Heredoc file)
    {
        (OwnedFd into, byte[] name) = Place(Encoding.UTF8.GetBytes(file.Name));
        using OwnedFd held = into;
        At.UnlinkIfThere(into, name);
        using OwnedFd made = At.Open(into, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, S_IRUSR | S_IWUSR);
        Fd.WriteAll(made, Encoding.UTF8.GetBytes(file.Content));
        (uint uid, uint gid) = attributes.ParentOwner;
        Fd.Chown(made, uid, gid);
        Fd.Chmod(made, attributes.Mode?.Apply(HeredocMode, isDirectory: false) ?? HeredocMode);
    }

    private void Unpack(SourceTree tree, SourceMatch match)
    {
        using OwnedFd directory = destination.MakeDirectory(_path);
        using OwnedFd opened = At.Open(directory, ".", O_RDONLY | O_DIRECTORY);
        ArchiveFile.Unpack(tree, match, opened, attributes.Owner);
    }

    private void Copy(SourceTree tree, SourceMatch match)
    {
        using OwnedFd source = tree.Open(match.Path, O_PATH);
        if (match.Node.IsDirectory)
        {
            using OwnedFd directory = destination.MakeDirectory(_path);
            _writer.Content(source, match.Node, directory);
            return;
        }
        (OwnedFd into, byte[] name) = Place(match.Name);
        using OwnedFd held = into;
        _writer.Single(source, match.Node, into, name);
    }

    private (OwnedFd Directory, byte[] Name) Place(byte[] name)
    {
        // The second file would take the first one's place.
        if (_files++ > 0 && !destination.IsDirectory(_path))
            throw new CopyException($"When using {request.Instruction.Keyword} with more than one source file, the destination must be a directory and end with a /");
        return destination.Place(_path, name);
    }

    private static string Absolute(CopyRequest request)
    {
        string path = request.Words.Destination;
        if (path is "" or "." || path.EndsWith("/.", StringComparison.Ordinal))
            path += "/";
        bool isDirectory = path.EndsWith('/');
        string clean = SlashPath.Clean(path.StartsWith('/') ? path : $"/{request.WorkingDirectory}/{path}");
        return isDirectory && clean != "/" ? clean + "/" : clean;
    }
}
