// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Lifecycle;

/// <summary>
/// Where a verb tells what it noticed but did not fail on. Errors are thrown; the entry point logs those.
/// </summary>
internal interface ILog
{
    void Debug(string message);

    void Warn(string message);
}
