// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Husk.Linux;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Build.Copying;

/// <summary>
/// The digest of files with what docker counts of them: names, types, modes, owners, sizes, content, links, devices and
/// extended attributes; no times.
/// </summary>
/// <param name="keepsOwners">Whether owners count: files of a build context become root's.</param>
/// <param name="cancel">Ends it between two files.</param>
internal sealed class SourceDigest(bool keepsOwners, CancellationToken cancel) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>A word that is no file: what a URL has, what a heredoc says.</summary>
    public void Add(string kind, ReadOnlySpan<byte> content)
    {
        AddBytes(Encoding.UTF8.GetBytes(kind));
        AddBytes(content);
    }

    public void Add(SourceTree tree, SourceMatch match)
    {
        var files = new List<(SourceNode Node, byte[] Path, byte[] Shown)>();
        // What a directory is called does not matter: its content is copied.
        List(match.Node, match.Path, match.Node.IsDirectory ? [] : match.Name, files);
        var contents = new byte[files.Count][];
        var work = new ParallelOptions
        {
            CancellationToken = cancel,
            MaxDegreeOfParallelism = Environment.ProcessorCount,
        };
        try
        {
            Parallel.For(0, files.Count, work, () => new byte[64 * 1024], (i, _, buffer) =>
            {
                contents[i] = Describe(tree, files[i].Node, files[i].Path, buffer);
                return buffer;
            }, _ => { });
        }
        catch (AggregateException failures)
        {
            // One is enough to say why.
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        for (int i = 0; i < files.Count; i++)
        {
            AddBytes(files[i].Shown);
            AddBytes(contents[i]);
        }
    }

    public Digest Finish() => Digest.FromSha256(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private static void List(SourceNode node, byte[] path, byte[] shown, List<(SourceNode, byte[], byte[])> files)
    {
        files.Add((node, path, shown));
        foreach (SourceNode child in node.Children)
            List(child, Below(path, child.Name), Below(shown, child.Name), files);
    }

    private static byte[] Below(byte[] path, byte[] name) => path.Length == 0 ? name : [.. path, (byte)'/', .. name];

    private byte[] Describe(SourceTree tree, SourceNode node, byte[] path, byte[] buffer)
    {
        FileStatus status = node.Status;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> facts = stackalloc byte[36];
        BinaryPrimitives.WriteUInt32LittleEndian(facts, (uint)status.Type);
        BinaryPrimitives.WriteUInt32LittleEndian(facts[4..], status.Mode);
        BinaryPrimitives.WriteUInt32LittleEndian(facts[8..], keepsOwners ? status.Uid : 0);
        BinaryPrimitives.WriteUInt32LittleEndian(facts[12..], keepsOwners ? status.Gid : 0);
        BinaryPrimitives.WriteInt64LittleEndian(facts[16..], status.Type is FileType.Directory ? 0 : status.Size);
        BinaryPrimitives.WriteUInt32LittleEndian(facts[24..], status.SpecialDevice.Major);
        BinaryPrimitives.WriteUInt32LittleEndian(facts[28..], status.SpecialDevice.Minor);
        hash.AppendData(facts);
        bool isRegular = status.Type is FileType.Regular;
        using OwnedFd file = tree.Open(path, isRegular ? O_RDONLY | O_NONBLOCK : O_PATH);
        AddXattrs(hash, file);
        if (status.Type is FileType.Symlink)
            hash.AppendData(At.ReadLink(file, ""));
        for (int count; isRegular && (count = Fd.Read(file, buffer)) > 0;)
            hash.AppendData(buffer, 0, count);
        return hash.GetHashAndReset();
    }

    private static void AddXattrs(IncrementalHash hash, BorrowedFd file)
    {
        List<byte[]> names = Fd.Xattrs(file);
        if (names.Count == 0)
            return;
        foreach (string name in names.Select(Encoding.Latin1.GetString).Order(StringComparer.Ordinal))
        {
            byte[] value = Fd.Xattr(file, Encoding.Latin1.GetBytes(name)) ?? [];
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{value.Length}\0"));
            hash.AppendData(value);
        }
    }

    private void AddBytes(ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
        _hash.AppendData(length);
        _hash.AppendData(bytes);
    }
}
