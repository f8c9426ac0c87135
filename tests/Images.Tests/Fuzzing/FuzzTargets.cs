// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Husk.Images.Layers;
using Husk.Images.Tar;
using Husk.Linux;
using Husk.Linux.Tests;
using Husk.Oci;
using Husk.Oci.ImageSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Tests.Fuzzing;

/// <summary>
/// The parsers of what others wrote. Each may say no in its own words, must not throw anything else, and what it says
/// yes to must hold together.
/// </summary>
internal static class FuzzTargets
{
    public static IReadOnlyDictionary<string, Action<byte[]>> All { get; } = new Dictionary<string, Action<byte[]>>
    {
        ["tar"] = Tar,
        ["layer"] = Layer,
        ["manifest"] = Manifest,
        ["reference"] = ReferenceText,
    };

    private static void Tar(byte[] input)
    {
        try
        {
            foreach (
                (TarEntry entry, byte[] content) in Images.Tests.Tar.TarReaderTests.ReadAll(new MemoryStream(input)))
            {
                Assert.True(content.Length <= input.Length);
                Assert.True(entry.Size >= 0 && entry.Mode <= 0xFFF && entry.Modified.Nanoseconds < 1_000_000_000);
                Assert.DoesNotContain((byte)0, entry.Name);
            }
        }
        catch (TarFormatException)
        {
        }
    }

    private static void Layer(byte[] input)
    {
        using var scratch = new ScratchDirectory();
        Directory.CreateDirectory(scratch["root"]);
        File.WriteAllText(scratch["beside"], "kept");
        try
        {
            using OwnedFd root = At.Open(BorrowedFd.Cwd, scratch["root"], O_RDONLY | O_DIRECTORY);
            using var applier = new LayerApplier(root);
            applier.Apply(new TarReader(new MemoryStream(input)), LayerLimits.Default);
        }
        catch (ImageException)
        {
        }
        catch (SyscallException full) when (full.Errno == EFBIG)
        {
            // A hole larger than the file system can have.
        }

        Assert.Equal("kept", File.ReadAllText(scratch["beside"]));
        Assert.Equal(2, Directory.GetFileSystemEntries(scratch.Path).Length);
    }

    private static void Manifest(byte[] input)
    {
        foreach (Func<byte[]> parse in (Func<byte[]>[])
        [
            () => ImageSpecJson.Write(ImageSpecJson.ParseManifest(input, "m")),
            () => ImageSpecJson.Write(ImageSpecJson.ParseIndex(input, "i")),
            () => ImageSpecJson.Write(ImageSpecJson.ParseConfig(input, "c")),
        ])
        {
            try
            {
                byte[] written = parse();
                Assert.NotEmpty(written);
            }
            catch (SpecException refused)
            {
                Assert.DoesNotContain('\n', refused.Message);
            }
        }
    }

    private static void ReferenceText(byte[] input)
    {
        string text = Encoding.UTF8.GetString(input);
        if (Reference.TryParse(text, out Reference? reference))
        {
            Assert.Equal(reference, Reference.Parse(reference.ToString()));
            Assert.Equal(reference, Reference.Parse(reference.Familiar));
            Assert.True(reference.Path.Length <= 255 && !reference.Path.Contains(".."));
        }

        Digest.TryParse(text, out _);
        try
        {
            Platform.Parse(text);
        }
        catch (SpecException)
        {
        }
    }
}
