// SPDX-License-Identifier: Apache-2.0
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class UserNamespaceRulesTests
{
    [Fact]
    public void Uid_mappings_need_a_user_namespace() =>
        AssertRefused(
            WithLinux(linux => linux with { UidMappings = RootOnly }),
            "$.linux.uidMappings",
            "needs a user namespace");

    [Fact]
    public void Gid_mappings_need_a_user_namespace() =>
        AssertRefused(
            WithLinux(linux => linux with { GidMappings = RootOnly }),
            "$.linux.gidMappings",
            "needs a user namespace");

    [Fact]
    public void Gid_mappings_alone_are_refused() =>
        AssertRefused(
            WithUserNamespace("", [], RootOnly),
            "$.linux.uidMappings",
            "is missing: it goes together with gidMappings");

    [Fact]
    public void Uid_mappings_alone_are_refused() =>
        AssertRefused(
            WithUserNamespace("", RootOnly, []),
            "$.linux.gidMappings",
            "is missing: it goes together with uidMappings");

    [Fact]
    public void A_user_namespace_that_is_joined_needs_no_mappings() =>
        AssertTaken(WithUserNamespace("/run/ns/user", [], []));

    [Fact]
    public void Mappings_of_a_user_namespace_that_is_joined_are_a_warning() =>
        AssertWarned(
            WithUserNamespace("/run/ns/user", RootOnly, RootOnly),
            "$.linux.uidMappings: the user namespace that is joined has its maps already; these must equal them");

    [Fact]
    public void A_new_user_namespace_with_mappings_is_taken() => AssertTaken(WithUserNamespace("", RootOnly, RootOnly));
}
