// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading.Tasks;
using Husk.Linux.Seccomp;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Seccomp;
using Profile = Husk.Oci.RuntimeSpec.Seccomp;

namespace Husk.Runtime.Tests.Seccomp;

[SupportedOSPlatform("linux")]
public sealed class SeccompCacheTests : IDisposable
{
    private static readonly Profile Profile = Denying("mkdir");

    // A filter of one instruction (ret ALLOW) that no profile here compiles to.
    private static readonly byte[] Planted = [0x06, 0, 0, 0, 0, 0, 0xFF, 0x7F];

    private readonly string _parent = Directory.CreateTempSubdirectory("husk-seccomp-cache-").FullName;

    private string CachePath => Path.Combine(_parent, "filters");

    private SeccompCache Cache => new(CachePath);

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void The_first_use_writes_and_the_second_reads()
    {
        byte[] fresh = SeccompCompiler.Compile(Profile)!.Filter;

        Assert.Equal(fresh, Cache.Compile(Profile)!.Filter);
        string file = Assert.Single(Directory.GetFiles(CachePath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(CachePath));

        // A filter that was never compiled can only come from the file.
        Plant(Profile);
        Assert.Equal(Planted, Cache.Compile(Profile)!.Filter);
    }

    [Fact]
    public void Damage_anywhere_in_a_file_is_noticed_and_mended()
    {
        byte[] fresh = Cache.Compile(Profile)!.Filter;
        string file = Directory.GetFiles(CachePath).Single();
        byte[] whole = File.ReadAllBytes(file);
        byte[][] damaged =
        [
            [], whole[..1], whole[..15], whole[..^1], whole[..^8], [.. whole, 0], [.. whole, .. Planted],
            .. Enumerable.Range(0, whole.Length).Where(at => at % 7 == 0).Select(at => Flip(whole, at)),
        ];

        foreach (byte[] content in damaged)
        {
            File.WriteAllBytes(file, content);
            Assert.Equal(fresh, Cache.Compile(Profile)!.Filter);
            Assert.Equal(whole, File.ReadAllBytes(file));
        }
    }

    [Fact]
    public void A_file_with_another_profiles_key_is_not_believed()
    {
        Cache.Compile(Profile);
        string file = Directory.GetFiles(CachePath).Single();
        File.WriteAllBytes(file, SeccompCacheEntry.Write(Key(Denying("rmdir")), Planted));

        Assert.Equal(SeccompCompiler.Compile(Profile)!.Filter, Cache.Compile(Profile)!.Filter);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(4097 * 8)]
    public void A_file_whose_filter_has_an_impossible_length_is_not_believed(int length)
    {
        Cache.Compile(Profile);
        File.WriteAllBytes(
            Directory.GetFiles(CachePath).Single(), SeccompCacheEntry.Write(Key(Profile), new byte[length]));

        Assert.Equal(SeccompCompiler.Compile(Profile)!.Filter, Cache.Compile(Profile)!.Filter);
    }

    [Fact]
    public void Whatever_changes_the_filter_changes_the_key_and_nothing_else_does()
    {
        SeccompRule rule = Profile.Syscalls[0];
        SeccompArg arg = new() { Op = "SCMP_CMP_EQ" };
        Profile[] different =
        [
            Profile,
            Profile with { DefaultAction = "SCMP_ACT_LOG" },
            Profile with { DefaultAction = "SCMP_ACT_ERRNO" },
            Profile with { DefaultAction = "SCMP_ACT_ERRNO", DefaultErrnoRet = 0 },
            Profile with { Architectures = ["SCMP_ARCH_X86"] },
            Profile with { Architectures = ["SCMP_ARCH_X86", "SCMP_ARCH_X32"] },
            Profile with { Syscalls = [rule, rule] },
            Profile with { Syscalls = [rule with { ErrnoRet = 1 }] },
            Profile with { Syscalls = [rule with { ErrnoRet = 2 }] },
            Profile with { Syscalls = [rule with { Action = "SCMP_ACT_TRAP" }] },
            Profile with { Syscalls = [rule with { Names = ["mk", "dir"] }] },
            Profile with { Syscalls = [rule with { Names = ["mkd", "ir"] }] },
            Profile with { Syscalls = [rule with { Args = [arg] }] },
            Profile with { Syscalls = [rule with { Args = [arg with { Index = 1 }] }] },
            Profile with { Syscalls = [rule with { Args = [arg with { Value = 1UL << 40 }] }] },
            Profile with { Syscalls = [rule with { Args = [arg with { ValueTwo = 1UL << 40 }] }] },
            Profile with { Syscalls = [rule with { Args = [arg with { Op = "SCMP_CMP_NE" }] }] },
        ];
        Profile[] same =
        [
            Profile with { Flags = [] },
            Profile with { ListenerPath = "/x", ListenerMetadata = "y" },
        ];

        Assert.Equal(
            different.Length, different.Select(profile => Convert.ToHexString(Key(profile))).Distinct().Count());
        Assert.Equal(
            different.Length, different.Select(profile => SeccompCacheKey.FileName(Key(profile))).Distinct().Count());
        Assert.All(same, profile => Assert.Equal(Key(Profile), Key(profile)));
    }

    [Fact]
    public void Flags_and_listener_are_the_profiles_also_when_the_filter_is_cached()
    {
        Profile notifying = Profile with
        {
            ListenerPath = "/run/a.sock",
            Syscalls = [new SeccompRule { Names = ["mkdir"], Action = "SCMP_ACT_NOTIFY" }],
        };
        Cache.Compile(notifying);
        CompiledSeccomp cached = Cache.Compile(
            notifying with { Flags = ["SECCOMP_FILTER_FLAG_LOG"], ListenerPath = "/run/b.sock" })!;

        Assert.Single(Directory.GetFiles(CachePath));
        Assert.Equal((0xAu, "/run/b.sock"), (cached.LoadFlags, cached.ListenerPath));
        Assert.Throws<SpecException>(() => Cache.Compile(notifying with { Flags = ["LOG"] }));
    }

    [Fact]
    public void A_profile_that_does_not_compile_leaves_nothing()
    {
        Assert.Throws<SpecException>(() => Cache.Compile(Profile with { DefaultAction = "nothing" }));
        Assert.Empty(Directory.GetFiles(CachePath));
    }

    [Fact]
    public void An_empty_profile_is_no_filter() => Assert.Null(Cache.Compile(new Profile()));

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_directory_that_others_can_write_to_is_not_used(UnixFileMode also)
    {
        Cache.Compile(Profile);
        Plant(Profile);
        File.SetUnixFileMode(CachePath, File.GetUnixFileMode(CachePath) | also);

        Assert.Equal(SeccompCompiler.Compile(Profile)!.Filter, Cache.Compile(Profile)!.Filter);
        Cache.Compile(Denying("rmdir"));
        Assert.Single(Directory.GetFiles(CachePath));
    }

    [Fact]
    public void Another_users_directory_or_a_link_is_not_used()
    {
        Cache.Compile(Profile);
        Plant(Profile);
        string link = Path.Combine(_parent, "link");
        Directory.CreateSymbolicLink(link, CachePath);
        Assert.NotEqual(Planted, new SeccompCache(link).Compile(Profile)!.Filter);

        Assert.Equal(0, Mono.Unix.Native.Syscall.chown(CachePath, 12345, 12345));
        Assert.NotEqual(Planted, Cache.Compile(Profile)!.Filter);
    }

    [Fact]
    public void Without_a_place_for_the_directory_profiles_are_compiled_all_the_same()
    {
        byte[] fresh = SeccompCompiler.Compile(Profile)!.Filter;
        string file = Path.Combine(_parent, "file");
        File.WriteAllText(file, "");

        Assert.Equal(fresh, new SeccompCache(Path.Combine(_parent, "no", "parent")).Compile(Profile)!.Filter);
        Assert.Equal(fresh, new SeccompCache(file).Compile(Profile)!.Filter);
        Assert.Equal(fresh, new SeccompCache("/proc/husk").Compile(Profile)!.Filter);
    }

    [Fact]
    public void The_newest_sixty_four_are_kept()
    {
        Directory.CreateDirectory(CachePath);
        File.SetUnixFileMode(CachePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        for (int i = 0; i < 70; i++)
        {
            string old = Path.Combine(CachePath, $"{i:x16}.bpf");
            File.WriteAllText(old, "old");
            File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-1 - i));
        }

        string deadWriters = Path.Combine(CachePath, ".tmp-0123456789abcdef");
        string livingWriters = Path.Combine(CachePath, ".tmp-fedcba9876543210");
        File.WriteAllText(deadWriters, "");
        File.SetLastWriteTimeUtc(deadWriters, DateTime.UtcNow.AddHours(-1));
        File.WriteAllText(livingWriters, "");

        Cache.Compile(Profile);
        string[] left = [.. Directory.GetFiles(CachePath, "*.bpf").Select(file => Path.GetFileName(file))];

        Assert.Equal(64, left.Length);
        Assert.Contains(SeccompCacheKey.FileName(Key(Profile)), left);
        Assert.Contains($"{62:x16}.bpf", left);
        Assert.DoesNotContain($"{63:x16}.bpf", left);
        Assert.False(File.Exists(deadWriters));
        Assert.True(File.Exists(livingWriters));
    }

    [Fact]
    public void Many_at_once_get_what_each_asked_for()
    {
        Profile[] profiles = [Denying("mkdir"), Denying("rmdir"), Denying("chmod")];
        byte[][] fresh = [.. profiles.Select(profile => SeccompCompiler.Compile(profile)!.Filter)];

        Parallel.For(0, 60, i => Assert.Equal(fresh[i % 3], Cache.Compile(profiles[i % 3])!.Filter));
        Assert.Equal(3, Directory.GetFiles(CachePath).Length);
    }

    private static Profile Denying(string name) => new()
    {
        DefaultAction = "SCMP_ACT_ALLOW",
        Syscalls = [new SeccompRule { Names = [name], Action = "SCMP_ACT_ERRNO" }],
    };

    private static byte[] Key(Profile profile) => SeccompCacheKey.Of(profile, SeccompLibrary.Load());

    private void Plant(Profile profile) => File.WriteAllBytes(
        Path.Combine(
            CachePath, SeccompCacheKey.FileName(Key(profile))), SeccompCacheEntry.Write(Key(profile), Planted));

    private static byte[] Flip(byte[] bytes, int at)
    {
        byte[] flipped = [.. bytes];
        flipped[at] ^= 0x10;
        return flipped;
    }
}
