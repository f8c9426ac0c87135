// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using Husk.Linux;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Images.Lists;

/// <summary>Lists of manifests on the disk: <c>manifests/HASH.json</c>, by the hash of the name.</summary>
/// <remarks>
/// A name may be longer than a file's, and has slashes. A list is written whole, by a rename; whoever changes one holds
/// the lock from his look at it to the rename.
/// </remarks>
internal sealed class ManifestListStore(string root)
{
    private const string LockName = ".lock";

    // A manifest may have 16 MiB at a registry, and is in base64 here.
    private const int Limit = 1 << 28;

    private readonly string _directory = root + "/manifests";

    /// <summary>Null when there is no such list.</summary>
    /// <exception cref="EngineException">It cannot be read (Corrupt).</exception>
    public ManifestList? TryFind(Reference name)
    {
        string path = $"{_directory}/{FileOf(name)}";
        return At.ReadAllIfThere(BorrowedFd.Cwd, path, Limit) is { } json
            ? ManifestListFile.Read(json, name, path)
            : null;
    }

    /// <exception cref="EngineException">There is none (NotFound), in docker's words; or it cannot be read.</exception>
    public ManifestList Find(Reference name) => TryFind(name) ?? throw Missing(name);

    /// <summary>Makes another list of what is there, null for nothing, and keeps it.</summary>
    public void Change(Reference name, Func<ManifestList?, ManifestList> change)
    {
        At.MkdirIfMissing(BorrowedFd.Cwd, root, 0x1C9 /* 0711 */);
        At.MkdirIfMissing(BorrowedFd.Cwd, _directory, S_IRWXU);
        using OwnedFd directory = At.Open(BorrowedFd.Cwd, _directory, O_RDONLY | O_DIRECTORY);
        using OwnedFd alone = Lock(directory);
        At.AtomicWrite(directory, FileOf(name), ManifestListFile.Write(change(TryFind(name))), 0x180 /* 0600 */,
            durable: true);
    }

    /// <summary>Removes a list, also one that is damaged.</summary>
    /// <exception cref="EngineException">There is none (NotFound).</exception>
    public void Remove(Reference name)
    {
        using OwnedFd? directory = At.OpenIfThere(BorrowedFd.Cwd, _directory, O_RDONLY | O_DIRECTORY);
        if (directory is null)
            throw Missing(name);
        using OwnedFd alone = Lock(directory);
        if (!At.UnlinkIfThere(directory, FileOf(name)))
            throw Missing(name);
        At.RemoveTemporaries(directory);
    }

    private static OwnedFd Lock(BorrowedFd directory)
    {
        OwnedFd file = At.Open(directory, LockName, O_RDWR | O_CREAT | O_NOFOLLOW, 0x180 /* 0600 */);
        try
        {
            Fd.Lock(file, shared: false);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static string FileOf(Reference name) => Digest.Of(Encoding.UTF8.GetBytes(name.ToString())).Hex + ".json";

    public static EngineException Missing(Reference name) =>
        new(EngineFault.NotFound, $"No such manifest: {name}");
}
