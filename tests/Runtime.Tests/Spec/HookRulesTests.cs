// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class HookRulesTests
{
    private static readonly Hook Good = new() { Path = "/bin/true" };

    public static TheoryData<string> Moments =>
        ["prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"];

    [Theory]
    [MemberData(nameof(Moments))]
    public void A_hook_without_a_path_is_refused(string moment) =>
        AssertRefused(With(moment, new Hook()), $"$.hooks.{moment}[1].path", "is missing");

    [Theory]
    [MemberData(nameof(Moments))]
    public void A_hook_with_a_relative_path_is_refused(string moment) =>
        AssertRefused(
            With(moment, new Hook { Path = "bin/true" }), $"$.hooks.{moment}[1].path", "\"bin/true\" is not absolute");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_timeout_is_greater_than_zero(int timeout) =>
        AssertRefused(
            With("prestart", Good with { Timeout = timeout }),
            "$.hooks.prestart[1].timeout",
            $"{timeout} is not greater than zero");

    [Fact]
    public void A_timeout_of_a_second_is_taken() => AssertTaken(With("poststop", Good with { Timeout = 1 }));

    private static RuntimeSpec With(string moment, Hook second)
    {
        Hook[] hooks = [Good, second];
        return Valid with
        {
            Hooks = moment switch
            {
                "prestart" => new Hooks { Prestart = hooks },
                "createRuntime" => new Hooks { CreateRuntime = hooks },
                "createContainer" => new Hooks { CreateContainer = hooks },
                "startContainer" => new Hooks { StartContainer = hooks },
                "poststart" => new Hooks { Poststart = hooks },
                "poststop" => new Hooks { Poststop = hooks },
                _ => throw new ArgumentOutOfRangeException(nameof(moment)),
            },
        };
    }
}
