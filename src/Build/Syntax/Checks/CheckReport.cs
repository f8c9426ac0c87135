// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using Husk.Build.Progress;

namespace Husk.Build.Syntax.Checks;

/// <summary>What <c>--check</c> prints.</summary>
public static class CheckReport
{
    /// <summary>The warnings, and behind them why no build can come of it.</summary>
    public static string Write(Dockerfile dockerfile, CheckResult result)
    {
        var text = new StringBuilder();
        text.Append(result.Warnings.Count switch
        {
            0 when result.Failure is not null => "",
            0 => "Check complete, no warnings found.\n",
            1 => "Check complete, 1 warning has been found!\n",
            int count =>
                string.Create(CultureInfo.InvariantCulture, $"Check complete, {count} warnings have been found!\n"),
        });
        foreach (DockerfileWarning warning in result.Warnings)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"\nWARNING: {warning.Rule}{(warning.Url.Length > 0 ? " - " + warning.Url : "")}\n{warning.Message}\n");
            text.Append(Excerpt.Of(dockerfile.File, warning.Range));
        }
        if (result.Failure is { } failure)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? "\n" : "")}ERROR: {failure.Message}\n");
            if (failure.Range is { } range)
                text.Append(Excerpt.Of(failure.File, range));
        }
        return text.ToString();
    }
}
