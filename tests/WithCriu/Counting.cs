// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.WithCriu;

/// <summary>
/// A container that writes number after number to a file of the host: where it goes on tells whether it is the same
/// process, and a gap whether something was lost.
/// </summary>
internal sealed class Counting
{
    public const string Script = "i=0; while :; do i=$((i+1)); echo $i; sleep 0.05; done";

    /// <summary>The same, to a file that is open for each number alone: CRIU wants an open file to be as long as it
    /// was.</summary>
    public const string ToFile = "i=0; while :; do i=$((i+1)); echo $i >> /mnt/numbers; sleep 0.05; done";

    private const string OwnStdio = "exec < /dev/null > /dev/null 2>&1; ";

    private readonly string _file;

    /// <param name="sandbox">The test's.</param>
    /// <param name="script">Writes numbers to /mnt/numbers, with stdio of its own: what the test has are files.</param>
    /// <param name="edit">What else the container has.</param>
    public Counting(Sandbox sandbox, string script = ToFile, Action<Spec>? edit = null)
    {
        string volume = sandbox.MakeDirectory("volume");
        File.WriteAllText(_file = Path.Combine(volume, "numbers"), "");
        // An ordinary user of the container's writes to it, too.
        sandbox.Command("chmod", "-R", "a+rwX", volume).Succeeded();
        Container = sandbox.Container(spec => spec.Bind(volume, "/mnt").Shell(OwnStdio + script));
        edit?.Invoke(Container.Spec);
    }

    public Container Container { get; }

    /// <summary>The numbers, without a last one that may be half written.</summary>
    public int[] Numbers => [.. File.ReadAllText(_file).Split('\n')[..^1].Select(int.Parse)];

    public int Last => Numbers.LastOrDefault();

    public Counting Run(params string[] options)
    {
        Container.Run(["--detach", .. options]).Succeeded();
        WaitBeyond(2);
        return this;
    }

    public void WaitBeyond(int number) => Eventually.True(() => Last > number, $"numbers beyond {number}");

    /// <summary>It goes on, and each number is one more than the one before.</summary>
    public void AssertGoesOn()
    {
        WaitBeyond(Last + 2);
        Assert.Equal(Enumerable.Range(1, Last), Numbers[..Last]);
    }
}
