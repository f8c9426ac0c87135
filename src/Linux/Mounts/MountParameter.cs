// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Mounts;

/// <summary>
/// One parameter for fsconfig(2): FSCONFIG_SET_FLAG when <see cref="Value"/> is null, else FSCONFIG_SET_STRING.
/// An empty value is a string, as mount(2) treats <c>key=</c>.
/// </summary>
public readonly record struct MountParameter(string Key, string? Value);
