// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Checks;

/// <summary>One of BuildKit's rules for Dockerfiles.</summary>
/// <param name="Name">As <c># check=skip=</c> names it.</param>
/// <param name="Description">What it asks for, in BuildKit's words.</param>
/// <param name="Page">The last part of the address where it is explained; empty when there is no such page.</param>
/// <param name="IsExperimental">Whether it is checked only where the file asks for it.</param>
public sealed record CheckRule(string Name, string Description, string Page, bool IsExperimental = false)
{
    public string Url => Page.Length == 0 ? "" : $"https://docs.docker.com/go/dockerfile/rule/{Page}/";

    internal DockerfileWarning Warn(SourceRange range, string message) => new(Name, Description, Url, message, range);
}
