// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Engine.Containers;
using Husk.Engine.Volumes;
using Husk.Linux.Tests;

namespace Husk.Engine.Tests.Volumes;

public sealed class MountPlannerTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();
    private readonly VolumeStore _store;

    public MountPlannerTests() => _store = new VolumeStore(new EnginePaths(_scratch["root"], _scratch["run"]));

    [Theory]
    [InlineData("/h:/c", "rbind,rprivate", true, "rprivate", "")]
    [InlineData("/h:/c:ro", "rbind,rro,rprivate", false, "rprivate", "ro")]
    [InlineData("/h:/c:rw,z", "rbind,rprivate", true, "rprivate", "rw,z")]
    [InlineData("/h:/c:rslave,ro", "rbind,rro,rslave", false, "rslave", "rslave,ro")]
    public void A_directory_is_bound(string bind, string options, bool writable, string propagation, string mode)
    {
        MountPoint mount = Assert.Single(Resolve(new HostConfig { Binds = [bind] }));
        Assert.Equal(("bind", "/h", "/c", options, writable, propagation, mode),
            (mount.Type, mount.Source, mount.Destination, string.Join(',', mount.Options), mount.RW, mount.Propagation,
                mount.Mode));
        Assert.Empty(_store.List());
    }

    [Fact]
    public void A_name_is_a_volume_that_is_made()
    {
        MountPoint mount = Assert.Single(Resolve(new HostConfig { Binds = ["vol:/c"] }));
        Assert.Equal(("volume", "vol", _store.DataOf("vol"), "local", "z", true),
            (mount.Type, mount.Name, mount.Source, mount.Driver, mount.Mode, mount.CopyUp));
        Assert.False(_store.Find("vol").IsAnonymous);
        Assert.False(Assert.Single(Resolve(new HostConfig { Binds = ["vol:/c:nocopy"] })).CopyUp);
    }

    [Fact]
    public void The_images_volumes_are_made_where_nothing_is_mounted()
    {
        ContainerConfig config = Config with { Volumes = ["/data", "/logs/", "/run"] };
        MountPoint[] mounts = Resolve(
            new HostConfig { Binds = ["vol:/data"], Tmpfs = new Dictionary<string, string> { ["/run"] = "" } }, config);
        Assert.Equal(["/data", "/logs"], mounts.Select(mount => mount.Destination));
        Assert.True(_store.Find(mounts[1].Name!).IsAnonymous);
    }

    [Fact]
    public void A_mount_has_its_own_options()
    {
        MountPoint[] mounts = Resolve(new HostConfig
        {
            Mounts =
            [
                Mount("bind", _scratch.Path, "/a", ("bind-recursive", "disabled")),
                Mount("bind", _scratch.Path, "/b", ("bind-recursive", "writable")) with { ReadOnly = true },
                Mount("tmpfs", "", "/c", ("tmpfs-size", "1024"), ("tmpfs-mode", "1770")),
                Mount("volume", "", "/d", ("volume-nocopy", "true"), ("volume-label/x", "y")),
                Mount("volume", "ram", "/e", ("volume-opt/type", "tmpfs"), ("volume-opt/device", "tmpfs"),
                    ("volume-opt/o", "size=1m,uid=5")),
            ],
        });
        Assert.Equal("bind,rprivate", string.Join(',', mounts[0].Options));
        Assert.Equal("rbind,ro,rprivate", string.Join(',', mounts[1].Options));
        Assert.Equal("noexec,nosuid,nodev,rprivate,size=1024,mode=1770", string.Join(',', mounts[2].Options));
        Assert.Equal((false, "y"), (mounts[3].CopyUp, _store.Find(mounts[3].Name!).Labels["x"]));
        Assert.Equal(("tmpfs", "tmpfs", "size=1m,uid=5", false),
            (mounts[4].FileSystem, mounts[4].Device, string.Join(',', mounts[4].Options), mounts[4].CopyUp));
    }

    [Fact]
    public void Another_containers_mounts_come_along_below_ones_own()
    {
        var other = new Container
        {
            Id = "o",
            Name = "o",
            Config = Config,
            HostConfig = new HostConfig(),
            Mounts = [Point("/a"), Point("/b")],
        };
        MountPoint[] mounts = Resolve(new HostConfig
        {
            VolumesFrom = ["o:ro"],
            Binds = ["/mine:/b"],
        }, find: _ => other);
        Assert.Equal((false, true, "/mine"), (mounts[0].RW, mounts[0].Options.Contains("rro"), mounts[1].Source));

        static MountPoint Point(string path) => new()
        {
            Type = "bind",
            Source = "/other",
            Destination = path,
            Options = ["rbind", "rprivate"],
        };
    }

    [Theory]
    [InlineData("/h:/",
        "invalid volume specification: '/h:/': invalid mount config for type \"bind\": invalid specification: destination can't be '/'")]
    [InlineData("/h:c",
        "invalid volume specification: '/h:c': invalid mount config for type \"bind\": invalid mount path: 'c' mount path must be absolute")]
    [InlineData("/h:/c:often", "invalid mode: often")]
    [InlineData("/h:/c:ro,rw", "invalid mode: ro,rw")]
    [InlineData("/h:ro", "invalid volume specification: '/h:ro'")]
    [InlineData("a/b:/c",
        "create a/b: \"a/b\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory, use absolute path")]
    public void A_bind_that_is_none_is_refused_in_dockers_words(string bind, string message) =>
        Assert.Equal(message, Refusal(new HostConfig { Binds = [bind] }));

    [Fact]
    public void A_mount_that_cannot_be_is_refused_before_a_volume_is_made()
    {
        HostConfig With(MountRequest mount) => new() { Binds = ["vol:/v"], Mounts = [mount] };
        Assert.Equal("invalid mount config for type \"bind\": bind source path does not exist: /no/such",
            Refusal(With(Mount("bind", "/no/such", "/a"))));
        Assert.Equal("invalid mount config for type \"bind\": field Source must not be empty",
            Refusal(With(Mount("bind", "", "/a"))));
        Assert.Equal("invalid mount config for type \"bind\": invalid propagation mode: far",
            Refusal(With(Mount("bind", "/", "/a", ("bind-propagation", "far")))));
        Assert.Equal("invalid mount config for type \"tmpfs\": field Source must not be specified",
            Refusal(With(Mount("tmpfs", "x", "/a"))));
        Assert.Equal("invalid mount config for type \"volume\": must not set ReadOnly mode when using anonymous volumes", Refusal(With(Mount("volume", "", "/a") with
        {
            ReadOnly = true,
        })));
        Assert.Equal(
            "invalid mount config for type \"npipe\": mount type unknown", Refusal(With(Mount("npipe", "x", "/a"))));
        Assert.Equal("Duplicate mount point: /v", Refusal(With(Mount("tmpfs", "", "/v/"))));
        Assert.Equal("invalid mode: shared", Refusal(new HostConfig
        {
            Binds = ["vol:/v"],
            VolumesFrom = ["o:shared"],
        }));
        Assert.Empty(_store.List());
    }

    [Fact]
    public void A_directory_of_v_is_made_at_the_start_and_one_of_mount_is_not()
    {
        var container = new Container
        {
            Id = "c",
            Name = "c",
            Config = Config,
            HostConfig = new HostConfig(),
            Mounts = Resolve(new HostConfig { Binds = [_scratch["made"] + ":/m"] }),
        };
        MountSources.Prepare(container);
        Assert.True(Directory.Exists(_scratch["made"]));
        Directory.Delete(_scratch["made"]);
        var asked = container with { HostConfig = new HostConfig { Mounts = [Mount("bind", _scratch["made"], "/m")] } };
        Assert.Contains("bind source path does not exist",
            Assert.Throws<EngineException>(() => MountSources.Prepare(asked)).Message);
    }

    [Fact]
    public void A_volume_that_somebody_took_away_is_missed()
    {
        var container = new Container
        {
            Id = "c",
            Name = "c",
            Config = Config,
            HostConfig = new HostConfig(),
            Mounts = Resolve(new HostConfig { Binds = ["vol:/m"] }),
        };
        _store.Remove("vol", _ => []);
        Assert.Equal(
            "get vol: no such volume", Assert.Throws<EngineException>(() => MountSources.Prepare(container)).Message);
    }

    public void Dispose() => _scratch.Dispose();

    private static ContainerConfig Config => new() { Image = "busybox" };

    private static MountRequest Mount(
        string type, string source, string target, params (string Name, string Value)[] options) =>
        new()
        {
            Type = type,
            Source = source,
            Target = target,
            Options = options.ToDictionary(option => option.Name, option => option.Value),
        };

    private MountPoint[] Resolve(HostConfig host, ContainerConfig? config = null, Func<string, Container>? find = null)
    {
        using var use = _store.Use();
        return new MountPlanner(_store)
            .Resolve(config ?? Config, host, find ?? (name => throw new EngineException(EngineFault.NotFound, name)));
    }

    private string Refusal(HostConfig host) => Assert.Throws<EngineException>(() => Resolve(host)).Message;
}
