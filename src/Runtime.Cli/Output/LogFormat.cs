// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Cli.Output;

/// <summary>How a log line is written. The names are `--log-format`'s.</summary>
internal enum LogFormat
{
    Text,
    Json,
}
