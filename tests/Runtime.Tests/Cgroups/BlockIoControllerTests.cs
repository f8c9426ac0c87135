// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Tests.Cgroups;

public class BlockIoControllerTests
{
    private static Resources BlockIo(BlockIoResources blockIo) => new() { BlockIo = blockIo };

    private static readonly BlockIoResources Rates = new()
    {
        ThrottleReadBpsDevice = [new() { Major = 8, Minor = 0, Rate = 600 }],
        ThrottleWriteBpsDevice = [new() { Major = 8, Minor = 0, Rate = 700 }],
        ThrottleReadIopsDevice = [new() { Major = 8, Minor = 16, Rate = 0 }],
        ThrottleWriteIopsDevice =
            [new() { Major = 8, Minor = 16, Rate = 900 }, new() { Major = 8, Minor = 32, Rate = 1 }],
    };

    [Fact]
    public void V1_has_a_file_for_each_rate() => Assert.Equal(
        [
            "blkio: blkio.throttle.read_bps_device <- 8:0 600", "blkio: blkio.throttle.write_bps_device <- 8:0 700",
            "blkio: blkio.throttle.read_iops_device <- 8:16 0", "blkio: blkio.throttle.write_iops_device <- 8:16 900",
            "blkio: blkio.throttle.write_iops_device <- 8:32 1",
        ],
        Planned.Lines(Layouts.V1(), BlockIo(Rates)));

    [Fact]
    public void V2_has_one_file_with_a_word_for_no_limit() => Assert.Equal(
        [
            "unified: io.max <- 8:0 rbps=600", "unified: io.max <- 8:0 wbps=700", "unified: io.max <- 8:16 riops=max",
            "unified: io.max <- 8:16 wiops=900", "unified: io.max <- 8:32 wiops=1",
        ],
        Planned.Lines(Layouts.V2(), BlockIo(Rates)));

    [Theory]
    [InlineData(10, "1")]
    [InlineData(100, "910")]
    [InlineData(500, "4950")]
    [InlineData(1000, "10000")]
    public void The_weight_of_v2_is_BFQs_or_else_on_the_kernels_own_scale(int weight, string scaled)
    {
        Assert.Equal(
            [$"unified: io.bfq.weight <- {weight} | unified: io.weight <- {scaled}"],
            Planned.Lines(Layouts.V2(), BlockIo(new() { Weight = (ushort)weight })));
        Assert.Equal(
            [$"unified: io.bfq.weight <- 8:0 {weight} | unified: io.weight <- 8:0 {scaled}"],
            Planned.Lines(
                Layouts.V2(), BlockIo(
                    new() { WeightDevice = [new() { Major = 8, Minor = 0, Weight = (ushort)weight }] })));
    }

    [Fact]
    public void The_weights_of_v1_are_the_kernels_or_else_BFQs() => Assert.Equal(
        [
            "blkio: blkio.weight <- 300 | blkio: blkio.bfq.weight <- 300", "blkio: blkio.leaf_weight <- 20",
            "blkio: blkio.weight_device <- 8:0 40 | blkio: blkio.bfq.weight_device <- 8:0 40",
            "blkio: blkio.leaf_weight_device <- 8:0 50",
        ],
        Planned.Lines(Layouts.V1(), BlockIo(new()
        {
            Weight = 300,
            LeafWeight = 20,
            WeightDevice = [new() { Major = 8, Minor = 0, Weight = 40, LeafWeight = 50 }],
        })));

    [Fact]
    public void A_leaf_weight_is_refused_in_v2()
    {
        Assert.Equal(
            "$.linux.resources.blockIO.leafWeight: cgroup v2 has no weight against child cgroups; leave it out",
            Planned.Refusal(Layouts.V2(), BlockIo(new() { LeafWeight = 10 })));
        Assert.StartsWith(
            "$.linux.resources.blockIO.weightDevice[0].leafWeight: ",
            Planned.Refusal(Layouts.V2(), BlockIo(new() { WeightDevice = [new() { LeafWeight = 10 }] })));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(1001)]
    public void A_weight_outside_the_range_is_refused(int weight) => Assert.Equal(
        $"$.linux.resources.blockIO.weight: {weight} is not in the range 10 to 1000",
        Planned.Refusal(Layouts.V2(), BlockIo(new() { Weight = (ushort)weight })));

    [Fact]
    public void A_weight_of_0_and_no_devices_ask_for_nothing() =>
        Assert.Empty(Planned.Lines(Layouts.V1("blkio"), BlockIo(new() { Weight = 0, LeafWeight = 0 })));

    [Fact]
    public void Without_the_controller_the_field_is_named() => Assert.StartsWith(
        "$.linux.resources.blockIO.throttleReadBpsDevice: this host has no blkio cgroup controller",
        Planned.Refusal(Layouts.V2("io"), BlockIo(Rates)));
}
