// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Husk.Linux;
using Husk.Monitor;

// Started by the engine: husk-monitor monitor.json, with its connection as fd 3.
const int starterNumber = 3;

if (args is ["--version"] or ["-v"])
{
    string version = $"husk-monitor version {BuildFacts.Version}\ncommit: {BuildFacts.Commit}\n";
    Fd.WriteAll(BorrowedFd.StandardOutput, Encoding.UTF8.GetBytes(version));
    return 0;
}

if (args is not [var path] || path.StartsWith('-'))
{
    Fd.WriteAll(BorrowedFd.StandardError, "husk starts it, as: husk-monitor MONITOR.JSON, with a socket as fd 3\n"u8);
    return 2;
}

return Entry.Run(path, starterNumber);
