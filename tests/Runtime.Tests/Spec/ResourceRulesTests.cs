// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class ResourceRulesTests
{
    private const string Path = "$.linux.resources";

    [Fact]
    public void A_limit_below_minus_one_is_refused()
    {
        Check(new Resources { Memory = new MemoryResources { Limit = -2 } }, "memory.limit");
        Check(new Resources { Memory = new MemoryResources { Reservation = -2 } }, "memory.reservation");
        Check(new Resources { Memory = new MemoryResources { Swap = -2 } }, "memory.swap");
        Check(new Resources { Cpu = new CpuResources { Quota = -2 } }, "cpu.quota");
        Check(new Resources { Pids = new PidsResources { Limit = -2 } }, "pids.limit");

        static void Check(Resources resources, string member) =>
            AssertRefused(WithResources(resources), $"{Path}.{member}", "-2 is not a limit; -1 is none");
    }

    [Fact]
    public void Swap_that_is_less_than_memory_is_refused() =>
        AssertRefused(
            WithResources(new Resources { Memory = new MemoryResources { Limit = 2, Swap = 1 } }),
            $"{Path}.memory.swap",
            "1 is less than memory.limit, 2: it counts memory and swap together");

    [Theory]
    [InlineData(2, 2)]
    [InlineData(2, -1)]
    [InlineData(-1, 2)]
    [InlineData(2, 0)]
    public void Other_pairs_of_memory_and_swap_are_taken(long limit, long swap) =>
        AssertTaken(WithResources(new Resources { Memory = new MemoryResources { Limit = limit, Swap = swap } }));

    [Fact]
    public void A_burst_above_the_quota_is_refused() =>
        AssertRefused(
            WithResources(new Resources { Cpu = new CpuResources { Quota = 1, Burst = 2 } }),
            $"{Path}.cpu.burst",
            "2 is more than the quota, 1");

    [Fact]
    public void A_burst_without_a_quota_is_taken() =>
        AssertTaken(WithResources(new Resources { Cpu = new CpuResources { Quota = -1, Burst = 2 } }));

    [Fact]
    public void Idle_is_0_or_1()
    {
        AssertTaken(WithResources(new Resources { Cpu = new CpuResources { Idle = 0 } }));
        AssertTaken(WithResources(new Resources { Cpu = new CpuResources { Idle = 1 } }));
        AssertRefused(
            WithResources(new Resources { Cpu = new CpuResources { Idle = 2 } }),
            $"{Path}.cpu.idle",
            "2 is neither 0 nor 1");
    }

    [Fact]
    public void A_weight_of_a_device_says_something()
    {
        var empty = new WeightDevice { Major = 8 };
        AssertRefused(
            WithResources(new Resources { BlockIo = new BlockIoResources { WeightDevice = [empty] } }),
            $"{Path}.blockIO.weightDevice[0]",
            "has neither weight nor leafWeight");
        AssertTaken(WithResources(new Resources
        {
            BlockIo = new BlockIoResources
            {
                WeightDevice = [empty with { Weight = 10 }, empty with { LeafWeight = 10 }],
            },
        }));
    }

    [Fact]
    public void Resources_on_their_own_have_paths_of_their_own()
    {
        var resources = new Resources { Pids = new PidsResources { Limit = -2 } };

        var error = Assert.Throws<SpecException>(() => SpecValidation.Check(resources));

        Assert.Equal("$.pids.limit: -2 is not a limit; -1 is none", error.Message);
    }
}
