// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Net.Http;
using System.Security.Cryptography;
using System.Threading;
using Husk.Build.Steps;
using Husk.Linux;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Build.Copying;

/// <summary>A file that ADD takes from a web server: mode 0600, and the time that the server says; the reference,
/// "Adding files from a URL".</summary>
internal static class RemoteFile
{
    private static readonly HttpClient Http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public static bool Is(string source) =>
        source.StartsWith("http://", StringComparison.Ordinal)
            || source.StartsWith("https://", StringComparison.Ordinal);

    /// <summary>What the file is called: the last part of the address's path.</summary>
    public static string Name(string address)
    {
        string path = Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
            ? Uri.UnescapeDataString(uri.AbsolutePath)
            : "";
        string name = path.TrimEnd('/');
        name = name[(name.LastIndexOf('/') + 1)..];
        return name is "" or "." or ".." ? "__unnamed__" : name;
    }

    /// <summary>Puts it into a directory by its name.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="directory">Gets it.</param>
    /// <param name="checksum">What it must be; null for anything.</param>
    /// <param name="progress">Told how much is there.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="CopyException">The server says no, or it is something else.</exception>
    public static void Fetch(
        string address, string directory, Digest? checksum, IStepProgress progress, CancellationToken cancel)
    {
        string path = Path.Combine(directory, Name(address));
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using HttpResponseMessage answer = Http.Send(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (!answer.IsSuccessStatusCode)
                throw new CopyException($"failed to load {address}: invalid response status {(int)answer.StatusCode}");
            using (Stream content = answer.Content.ReadAsStream(cancel))
                Save(content, path, checksum, address, answer.Content.Headers.ContentLength ?? 0, progress, cancel);
            DateTimeOffset? changed = answer.Content.Headers.LastModified;
            At.Chmod(BorrowedFd.Cwd, path, S_IRUSR | S_IWUSR);
            // Without a time from the server it is the same each time.
            At.SetModified(BorrowedFd.Cwd, path, (changed?.ToUnixTimeSeconds() ?? 0, 0));
        }
        catch (Exception failure) when (
            failure is HttpRequestException or IOException or UriFormatException or InvalidOperationException)
        {
            throw new CopyException($"failed to load {address}: {failure.Message}", failure);
        }
    }

    private static void Save(Stream content, string path, Digest? checksum, string address, long total,
        IStepProgress progress, CancellationToken cancel)
    {
        using IncrementalHash hash = checksum?.NewHash() ?? IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using FileStream file = File.Create(path);
        var buffer = new byte[128 * 1024];
        long done = 0;
        for (int count; (count = content.Read(buffer)) > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
            file.Write(buffer, 0, count);
            progress.Status(address, done += count, total, isDone: false);
        }
        progress.Status(address, done, done, isDone: true);
        byte[] found = hash.GetHashAndReset();
        if (checksum is not null && !checksum.Matches(found))
        {
            throw new CopyException(
                $"digest mismatch {checksum.Algorithm}:{Convert.ToHexStringLower(found)}: {checksum}");
        }
    }
}
