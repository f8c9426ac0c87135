// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Engine.Containers;
using Husk.Monitor.Protocol;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Tests.Containers;

/// <summary>What an image says, below what the user says.</summary>
public sealed class ImageDefaultsTests
{
    private static readonly ExecutionConfig Image = new()
    {
        User = "app",
        Env = ["PATH=/bin", "MODE=image"],
        Entrypoint = ["/entry"],
        Cmd = ["serve"],
        WorkingDir = "/srv",
        Labels = new Dictionary<string, string> { ["a"] = "image", ["b"] = "image" },
        StopSignal = "QUIT",
        Volumes = ["/data"],
        ExposedPorts = ["80/tcp"],
        Healthcheck = new Healthcheck { Test = ["CMD", "probe"], Interval = 5, Retries = 2 },
    };

    [Fact]
    public void What_the_user_leaves_out_is_the_images()
    {
        ContainerConfig config = ImageDefaults.Under(new ContainerConfig(), Image);

        Assert.Equal(["/entry"], config.Entrypoint!);
        Assert.Equal(["serve"], config.Cmd!);
        Assert.Equal(("app", "/srv", "QUIT"), (config.User, config.WorkingDir, config.StopSignal));
        Assert.Equal(["/data"], config.Volumes);
        Assert.Equal(["80/tcp"], config.ExposedPorts);
        Assert.Equal(["CMD", "probe"], config.Healthcheck!.Test);
    }

    [Fact]
    public void What_the_user_says_goes_first()
    {
        ContainerConfig config = ImageDefaults.Under(
            new ContainerConfig
            {
                User = "root",
                Env = ["MODE=mine"],
                Cmd = ["other"],
                Labels = new Dictionary<string, string> { ["a"] = "mine" },
                Healthcheck = new Healthcheck { Interval = 9 },
                ExposedPorts = ["443/tcp"],
            },
            Image);

        Assert.Equal("root", config.User);
        Assert.Equal(["MODE=mine", "PATH=/bin"], config.Env);
        Assert.Equal(["/entry"], config.Entrypoint!);
        Assert.Equal(["other"], config.Cmd!);
        Assert.Equal(("mine", "image"), (config.Labels["a"], config.Labels["b"]));
        Assert.Equal((9L, 2), (config.Healthcheck!.Interval, config.Healthcheck.Retries));
        Assert.Equal(["443/tcp", "80/tcp"], config.ExposedPorts);
    }

    [Fact]
    public void Another_entrypoint_does_not_get_the_images_arguments()
    {
        ContainerConfig config = ImageDefaults.Under(new ContainerConfig { Entrypoint = ["/mine"] }, Image);

        Assert.Equal(["/mine"], config.Entrypoint!);
        Assert.Null(config.Cmd);
    }
}
