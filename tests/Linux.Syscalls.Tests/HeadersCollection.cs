// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls.Tests;

/// <summary>One compilation of the C program for all tests.</summary>
[CollectionDefinition(nameof(Headers))]
public sealed class HeadersCollection : ICollectionFixture<Headers>;
